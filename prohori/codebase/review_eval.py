"""Text that is run as code: `eval` and its many spellings (`eval`)."""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.prefilter import prefilter
from prohori.codebase.review_origins import called, origin_of
from prohori.codebase.review_pieces import pieces_of
from prohori.codebase.review_source import (
    Hit,
    Source,
    arguments_of,
    callee_of,
    is_call,
    listed,
    method_of,
    positional,
    unwrap,
)
from prohori.codebase.review_values import is_fixed, resolve

RULE = "injection.eval"
_ADVICE = "runs text as code; parse the input instead (JSON, a lookup of allowed operations, an expression parser)"
_PREFILTER = {
    True: prefilter(r"\beval\b|\bexec\b|\bexecfile\b|FunctionType|runsource|timeit|rofile\.run|InteractiveConsole"),
    False: prefilter(
        r"\beval\b|Function\b[^;\n]{0,3}\(|Function\)|\.constructor\b|\brunIn|compileFunction|\bvm2?['\"]|execScript|_compile|SourceTextModule"
        r"|set(?:Timeout|Interval|Immediate)\(\s*(?:['\"`]|\w+\s*[,+])|Function, ?\[|data:text/javascript"
    ),
}
_VM = listed("runInContext runInNewContext runInThisContext compileFunction Script SourceTextModule")
_SCRIPT_EVALS = frozenset({"eval", "execScript", "vm2.VM().run", "vm2.NodeVM().run"}) | {f"vm.{name}" for name in _VM}
_MAKERS = listed("Function AsyncFunction GeneratorFunction AsyncGeneratorFunction")
_TIMERS = frozenset({"setTimeout", "setInterval", "setImmediate"})
_PYTHON_EVALS = listed(
    """
    eval exec execfile types.FunctionType timeit.timeit timeit.repeat cProfile.run profile.run
    code.InteractiveInterpreter().runsource code.InteractiveConsole().push code.InteractiveConsole().runsource
    """
)
_APPLIERS = listed("map flatMap forEach filter then submit apply to_thread setTimeout setInterval")
_HANDED_IN = listed(
    """
    arguments argument_list keyword_argument pair return_statement array list tuple arrow_function default_parameter
    typed_default_parameter required_parameter optional_parameter expression_list
    """
)


def eval_hits(source: Source) -> list[Hit]:
    if not _PREFILTER[source.python](source.text):
        return []
    hits = _python_calls(source) if source.python else _script_calls(source)
    lines = {hit.line for hit in hits}
    return hits + [hit for hit in _handed_on(source) if hit.line not in lines]


def _script_calls(source: Source) -> list[Hit]:
    hits = []
    for call in source.all("call_expression", "new_expression"):
        given = arguments_of(call)
        if not given:
            continue
        origin = called(source, call)
        name = _script_risk(source, call, origin, given)
        if name:
            sandbox = "; `vm` is not a sandbox" if origin.startswith("vm") else ""
            hits.append(source.hit(RULE, call, f"`{name}` {_ADVICE}{sandbox}"))
    return hits


def _script_risk(source: Source, call: SgNode, origin: str, given: list[SgNode]) -> str:
    """The name of what runs the text, or an empty string."""
    callee = callee_of(call)
    subject = _real_arguments(callee, given)
    if not subject:
        return ""
    if origin in _SCRIPT_EVALS or (method_of(callee) == "_compile" and "module" in callee.lower()):
        return "" if is_fixed(source, subject[0]) else origin or callee
    if origin in _MAKERS or callee.endswith(".constructor.constructor") or _is_constructor_of_function(source, call):
        return "" if all(is_fixed(source, g) for g in subject) else f"{origin or 'Function'}(…)"
    if origin == "Reflect.construct" and origin_of(source, subject[0]) in _MAKERS:
        return "" if all(is_fixed(source, g) for g in subject[1:]) else "Function(…)"
    if origin in _TIMERS and _is_text(source, subject[0]):
        return f"{origin}(text)"
    if callee == "import" and _is_code_url(source, subject[0]):
        return "import(data:…)"
    return ""


def _real_arguments(callee: str, given: list[SgNode]) -> list[SgNode]:
    """Those of `f.call(this, …)` begin after the receiver; `f.apply(this, […])` has them in a list."""
    if callee.endswith((".call", ".apply")) and len(given) > 1:
        return given[1:]
    return given


def _is_constructor_of_function(source: Source, call: SgNode) -> bool:
    """`(async () => {}).constructor`, `Object.getPrototypeOf(async function () {}).constructor`, direct or under a name."""
    function = call.field("function") or call.field("constructor")
    if function is None or ".constructor" not in source.text:
        return False
    text = function.text()
    if function.kind() == "identifier":
        values = [b.value for b in resolve(source, function)]
        text = values[0].text() if len(values) == 1 and values[0] is not None else ""
    return len(text) < 200 and re.fullmatch(r"(?:Object\.getPrototypeOf)?\(.*(?:=>|function).*\)\.constructor", text, re.DOTALL) is not None


def _is_text(source: Source, node: SgNode) -> bool:
    node = unwrap(node)
    if node.kind() == "identifier":
        bound = resolve(source, node)
        return bool(bound) and all(b.value is not None and b.value.kind() != "identifier" and _is_text(source, b.value) for b in bound)
    return node.kind() in ("string", "template_string") or (node.kind() == "binary_expression" and pieces_of(source, node) is not None)


def _is_code_url(source: Source, node: SgNode) -> bool:
    first = next(iter(pieces_of(source, node) or []), None)
    return isinstance(first, str) and first.startswith("data:text/javascript") and not is_fixed(source, node)


def _python_calls(source: Source) -> list[Hit]:
    hits = []
    for call in source.calls:
        given = positional(call)
        if not given:
            continue
        origin = called(source, call)
        if origin in _PYTHON_EVALS and not is_fixed(source, _compiled(source, given[0])):
            hits.append(source.hit(RULE, call, f"`{method_of(origin)}` {_ADVICE}"))
    return hits


def _compiled(source: Source, subject: SgNode) -> SgNode:
    """The text behind `compile(text, …)`, given directly or under a name."""
    if subject.kind() == "identifier":
        values = [b.value for b in resolve(source, subject)]
        subject = values[0] if len(values) == 1 and values[0] is not None and is_call(values[0]) else subject
    if is_call(subject) and called(source, subject) == "compile" and (given := positional(subject)):
        return given[0]
    return subject


def _handed_on(source: Source) -> list[Hit]:
    """`map(eval, texts)`, `texts.map(eval)`, `type=eval`, `{ run: eval }`: run by whoever gets the function."""
    hits = []
    runners = _PYTHON_EVALS if source.python else _SCRIPT_EVALS
    for node in source.all("identifier"):
        if node.text() not in _bare_names(source):
            continue
        holder = node.parent()
        if holder is None or holder.kind() not in _HANDED_IN or _names_it(holder, node) or origin_of(source, node) not in runners:
            continue
        if not _only_fixed_texts(source, holder, node):
            hits.append(source.hit(RULE, node, f"`{node.text()}`, handed on as a function, {_ADVICE}"))
    return hits


def _bare_names(source: Source) -> frozenset[str]:
    return frozenset({"eval", "exec", "execfile"}) if source.python else _VM | {"eval", "execScript"}


def _names_it(holder: SgNode, node: SgNode) -> bool:
    """The key of a pair, the name of a parameter: not the function itself."""
    for part in ("key", "name", "pattern", "parameter"):
        named = holder.field(part)
        if named is not None and named.range().start.index == node.range().start.index:
            return True
    return False


def _only_fixed_texts(source: Source, holder: SgNode, node: SgNode) -> bool:
    """`['1 + 1'].map(eval)`, `submit(eval, "1 + 1")`, and `typeof`-like checks by name (`promisify` is followed instead)."""
    call = holder.parent()
    if holder.kind() not in ("arguments", "argument_list") or call is None:
        return False
    if method_of(callee_of(call)) in ("promisify", "partial", "bind", "isinstance", "callable", "hasattr", "getattr"):
        return True
    if method_of(callee_of(call)) not in _APPLIERS:
        return False
    others = [a for a in arguments_of(call) if a.range().start.index != node.range().start.index]
    function = call.field("function")
    owner = function.field("object") if function is not None else None
    if method_of(callee_of(call)) in ("map", "flatMap", "forEach", "then") and owner is not None:
        others.append(owner)
    return bool(others) and all(is_fixed(source, o) for o in others)
