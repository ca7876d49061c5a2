"""Which files an agent looks at: the whole target, or the module that its job names."""

from __future__ import annotations

from prohori.codebase.languages import CODE_GLOBS, IGNORED_FOLDERS, is_product_code, is_test
from prohori.codebase.review import is_environment_file
from prohori.errors import UsageError
from prohori.model import Job
from prohori.snapshot.protocol import Reads

ENVIRONMENT_GLOBS = ("**/.env", "**/.env.*", "**/*.env")
_GLOB_CHARACTERS = "*?[]{}"


def module_of(job: Job) -> str:
    """The `module` parameter as a POSIX path prefix without a trailing slash; empty for the whole target."""
    module = job.parameters.get("module") or ""
    if not isinstance(module, str) or module.startswith("/") or ".." in module.split("/") or any(c in module for c in _GLOB_CHARACTERS):
        raise UsageError(
            f"`module` is not a folder of the repository: `{module}`", where=f"parameters of `{job.agent}`",
            why="it has to be a path relative to the repository, without `..` and wildcards",
            next="give a folder, for example `module: services/billing`",
        )  # fmt: skip
    return "/".join(part for part in module.split("/") if part not in ("", "."))


def globs_of(module: str, patterns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{module}/{pattern}" for pattern in patterns) if module else patterns


def code_files(reads: Reads, module: str) -> tuple[str, ...]:
    """Product code in the module, sorted; a module that is itself a file is that file."""
    if module and is_product_code(module) and reads.exists(module):
        return (module,)
    return tuple(path for path in reads.glob(*globs_of(module, CODE_GLOBS)) if is_product_code(path))


def environment_files(reads: Reads, module: str) -> tuple[str, ...]:
    found = reads.glob(*globs_of(module, ENVIRONMENT_GLOBS))
    return tuple(p for p in found if is_environment_file(p) and not is_test(p) and IGNORED_FOLDERS.isdisjoint(p.split("/")[:-1]))
