"""Which files an agent looks at, of those in its scope."""

from __future__ import annotations

from prohori.agents.scope import Scope
from prohori.codebase.languages import CODE_GLOBS, IGNORED_FOLDERS, is_product_code, is_test
from prohori.codebase.review import is_environment_file, is_php
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
    return tuple(
        sorted(p for p in found if not p.endswith(".blade.php") and not is_test(p) and IGNORED_FOLDERS.isdisjoint(p.split("/")[:-1]))
    )


def environment_files(reads: Reads, scope: Scope) -> tuple[str, ...]:
    found = reads.glob(*scope.globs(ENVIRONMENT_GLOBS))
    return tuple(p for p in found if is_environment_file(p) and not is_test(p) and IGNORED_FOLDERS.isdisjoint(p.split("/")[:-1]))
