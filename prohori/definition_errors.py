"""Pydantic's complaints about a definition, said as one `DefinitionError` that points at the line."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from prohori.errors import DefinitionError
from prohori.located_yaml import Loc, Located

M = TypeVar("M", bound="Definition")


class Definition(BaseModel):
    """Frozen, nothing beyond the named keys, and no quiet conversions: `"3"` is not a number."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @property
    def digest(self) -> str:
        """sha256 of the canonical JSON of all keys: comments, order of keys and layout of the file are not in it."""
        content = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()


def validate(model: type[M], located: Located, noun: str) -> M:
    """The model of a parsed file. `noun` names it in messages (`workflow`)."""
    if not isinstance(located.value, dict):
        raise located.error(
            (), f"{_one(noun)} is a mapping of keys to values", why=f"this is {_shown(located.value)}", next="start with `name: …`"
        )
    try:
        return model.model_validate_json(json.dumps(located.value), strict=True)
    except ValidationError as error:
        raise _definition_error(model, located, error, noun) from None


def _definition_error(model: type[BaseModel], located: Located, error: ValidationError, noun: str) -> DefinitionError:
    """One problem in full, and the lines of the others.

    A mistyped key comes first: it is why another is missing. A list is not called too short where its items are wrong.
    """
    found: dict[Loc, list[Any]] = {}
    for problem in error.errors(include_url=False):
        found.setdefault(_in_file(located, problem["loc"], problem["type"]), []).append(problem)
    causes = [loc for loc in found if not any(other[: len(loc)] == loc and other != loc for other in found)]
    ordered = sorted(causes, key=lambda loc: (found[loc][0]["type"] != "extra_forbidden", located.position(loc), len(loc)))
    what, why, next_ = _said(model, located, ordered[0], found[ordered[0]], noun)
    lines = sorted({located.position(loc)[0] for loc in ordered[1:] if found[loc][0]["type"] != "missing"})
    if lines:
        next_ += f"; then see line {', '.join(map(str, lines))}"
    return located.error(ordered[0], what, why=why, next=next_)


def _in_file(located: Located, loc: Loc, kind: str) -> Loc:
    """Pydantic's location without what is not in the file: branches of unions, missing keys but the last."""
    kept: Loc = ()
    for part in loc:
        if (*kept, part) not in located.values:
            return (*kept, part) if kind == "missing" else kept
        kept = (*kept, part)
    return kept


def _said(model: type[BaseModel], located: Located, loc: Loc, problems: list[Any], noun: str) -> tuple[str, str, str]:
    problem = problems[0]
    key = str(loc[-1]) if loc else noun
    owner = noun if len(loc) <= 1 else _owner(loc)
    if problem["type"] == "extra_forbidden":
        known = _keys_at(model, loc[:-1])
        return f"`{key}` is not a key of {_one(owner)}", f"the keys are {listed(known)}", nearest(key, known) or f"remove `{key}`"
    if problem["type"] == "missing":
        return f"`{key}` is missing", f"{_one(owner)} needs it", f"add `{key}: …`"
    value = _value(located.value, loc)
    if isinstance(key_ := (loc[-1] if loc else ""), int):
        key = f"{loc[-2]}[{key_}]" if len(loc) > 1 else str(key_)
    expected = re.findall(r"'([^']*)'", " ".join(p["ctx"]["expected"] for p in problems if "expected" in p.get("ctx", {})))
    next_ = (nearest(value, expected) if isinstance(value, str) else "") or f"correct `{key}`"
    why = "; or ".join(dict.fromkeys(_reason(p) for p in problems))
    return f"`{key}` cannot be {_shown(value)}", why, next_


def _reason(problem: Any) -> str:
    if problem["type"] == "value_error":
        return str(problem["ctx"]["error"])
    if problem["type"] == "string_pattern_mismatch":
        return "it should be lower-case words joined by `-`"
    message: str = problem["msg"]
    return (
        message.replace("Input should be", "it should be")
        .replace("valid tuple", "list")
        .replace("valid array", "list")
        .replace("valid dictionary", "mapping")
        .replace("an object", "a mapping")
    )


def _one(noun: str) -> str:
    return noun if noun.startswith("`") else f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _owner(loc: Loc) -> str:
    named = [part for part in loc[:-1] if isinstance(part, str)]
    return named[-1].removesuffix("s") if isinstance(loc[-2], int) else f"`{named[-1]}`"


def _value(value: Any, loc: Loc) -> Any:
    for part in loc:
        value = value[part]
    return value


def _keys_at(model: type[BaseModel], loc: Loc) -> list[str]:
    for part in loc:
        if isinstance(part, str):
            model = next(_models_in(model.model_fields[part].annotation))
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (tuple, list, Union, types.UnionType, Annotated):
        for argument in get_args(annotation):
            yield from _models_in(argument)


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    text = json.dumps(value, ensure_ascii=False)
    return f"`{text if len(text) <= 60 else text[:57] + '…'}`"


def nearest(word: str, known: Iterable[str]) -> str:
    """`did you mean …?`, or nothing when no known word is near."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else ""


def listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
