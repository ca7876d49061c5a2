"""Which files an agent looks at, of those in its scope."""

from __future__ import annotations

from prohori.agents.scope import Scope
from prohori.codebase.folders import left_out, not_ours
from prohori.codebase.languages import CODE_GLOBS, is_product_code, is_test
from prohori.codebase.review import is_environment_file, is_php
from prohori.model import Skipped
from prohori.snapshot.names import spelled
from prohori.snapshot.protocol import Reads

ENVIRONMENT_GLOBS = ("**/.env", "**/.env.*", "**/*.env")

PHP_GLOBS = ("**/*.php",)


def code_files(reads: Reads, scope: Scope) -> tuple[str, ...]:
    """Product code in scope, sorted; a module that is itself a file is that file."""
    named = [module for module in scope.modules if is_product_code(module) and reads.exists(module)]
    return tuple(sorted({*named, *(path for path in reads.glob(*scope.globs(CODE_GLOBS)) if is_product_code(path))}))


def php_files(reads: Reads, scope: Scope) -> tuple[str, ...]:
    """PHP product code without templates."""
    named = [module for module in scope.modules if is_php(module) and reads.exists(module)]
    found = {*named, *reads.glob(*scope.globs(PHP_GLOBS))}
    return tuple(sorted(p for p in found if not p.endswith(".blade.php") and not is_test(p) and not_ours(p) is None))


def environment_files(reads: Reads, scope: Scope) -> tuple[str, ...]:
    found = reads.glob(*scope.globs(ENVIRONMENT_GLOBS))
    return tuple(p for p in found if is_environment_file(p) and not is_test(p) and not_ours(p) is None)


def code_not_looked_into(reads: Reads, scope: Scope) -> tuple[Skipped, ...]:
    """Folders that are not the team's, by their place."""
    folders = left_out(reads.glob(*scope.globs(CODE_GLOBS)))
    return tuple(Skipped(subject=f"{spelled(folder)}/", reason=reason) for folder, reason in folders.items())
