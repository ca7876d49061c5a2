"""Calls that turn text into running code (`eval`) or into a shell command (`shell-injection`)."""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.review_pieces import pieces_of
from prohori.codebase.review_source import (
    Hit,
    Source,
    arguments_of,
    callee_of,
    is_call,
    keyword_argument,
    listed,
    literal_text,
    method_of,
    positional,
    receiver_of,
    unwrap,
)  # fmt: skip
from prohori.codebase.review_values import is_fixed, resolve
from prohori.model import Confidence

EVAL = "eval"
SHELL = "shell-injection"
_GLOBALS = frozenset({"", "window", "globalThis", "global", "self", "builtins", "__builtins__"})
_VM_RUNS = frozenset({"runInContext", "runInNewContext", "runInThisContext", "compileFunction", "Script"})
_TIMERS = frozenset({"setTimeout", "setInterval", "setImmediate", "execScript"})
_EVAL_ADVICE = "runs text as code; parse the input instead (JSON, a lookup of allowed operations, an expression parser)"
_SHELL_ADVICE = "reaches a shell with text that is put together at run time; give the program and its arguments as a list, without a shell"
_SHELL_MODULES = re.compile(
    r"""['"](?:node:)?child_process['"]|['"](?:shelljs|execa|cross-spawn|child-process-promise|promisify-child-process)['"]"""
)
_SPAWNERS = frozenset({"spawn", "spawnSync", "execFile", "execFileSync"})
_EXECS = frozenset({"exec", "execSync", "execCommand", "execaCommand", "execaCommandSync", "command", "commandSync"})
_OS_CALLS = listed(
    """
    os.system os.popen subprocess.getoutput subprocess.getstatusoutput commands.getoutput popen2.popen2
    asyncio.create_subprocess_shell
    """
)
_SUBPROCESS = frozenset({"run", "call", "Popen", "check_output", "check_call"})


def call_hits(source: Source) -> list[Hit]:
    return [*eval_hits(source), *shell_hits(source)]


def eval_hits(source: Source) -> list[Hit]:
    if not any(
        word in source.text for word in ("eval", "exec", "Function(", "runIn", "compileFunction", "vm.", "setTimeout", "setInterval")
    ):
        return []
    return _python_evals(source) if source.python else _script_evals(source)


def _script_evals(source: Source) -> list[Hit]:
    hits = []
    defined = _defined_functions(source)
    uses_vm = re.search(r"""['"](?:node:)?vm2?['"]""", source.text) is not None
    for call in source.all("call_expression", "new_expression"):
        callee, given = callee_of(call), arguments_of(call)
        method, receiver = method_of(callee), receiver_of(callee)
        if not given or (method in defined and not receiver):
            continue
        if method == "eval" and receiver in _GLOBALS and not is_fixed(source, given[0]):
            hits.append(source.hit(EVAL, call, f"`eval` {_EVAL_ADVICE}"))
        elif method == "Function" and receiver in _GLOBALS and not all(is_fixed(source, g) for g in given):
            hits.append(source.hit(EVAL, call, f"`Function(…)` {_EVAL_ADVICE}"))
        elif method in _TIMERS and receiver in _GLOBALS and _is_text(source, given[0]):
            hits.append(source.hit(EVAL, call, f"`{method}` with a string {_EVAL_ADVICE}"))
        elif uses_vm and method in _VM_RUNS and receiver and not is_fixed(source, given[0]):
            hits.append(source.hit(EVAL, call, f"`vm.{method}` {_EVAL_ADVICE}; `vm` is not a sandbox"))
    return hits


def _is_text(source: Source, node: SgNode) -> bool:
    node = unwrap(node)
    return node.kind() in ("string", "template_string") or (node.kind() == "binary_expression" and pieces_of(source, node) is not None)


def _python_evals(source: Source) -> list[Hit]:
    hits = []
    defined = _defined_functions(source)
    for call in source.calls:
        callee, given = callee_of(call), positional(call)
        method = method_of(callee)
        if method not in ("eval", "exec") or receiver_of(callee) not in _GLOBALS or not given or method in defined:
            continue
        subject = given[0]
        if is_call(subject) and callee_of(subject) == "compile" and positional(subject):
            subject = positional(subject)[0]
        if not is_fixed(source, subject):
            hits.append(source.hit(EVAL, call, f"`{method}` {_EVAL_ADVICE}"))
    return hits


def _defined_functions(source: Source) -> set[str]:
    """Functions that the file declares or imports under the same name as a built-in."""
    kinds = ("function_definition",) if source.python else ("function_declaration",)
    names = {n.text() for f in source.all(*kinds) if (n := f.field("name")) is not None and not _is_method(f)}
    imported = re.findall(r"^\s*from\s+[\w.]+\s+import\s+(.+)$", source.text, re.MULTILINE) if source.python else []
    return names | {name for line in imported for name in re.findall(r"\w+", line)}


def _is_method(function: SgNode) -> bool:
    return any(a.kind() == "class_definition" for a in function.ancestors()[:3])


def shell_hits(source: Source) -> list[Hit]:
    if source.python:
        return _python_shells(source) if re.search(r"\bos\b|subprocess|create_subprocess_shell|exec_command|commands", source.text) else []
    return _script_shells(source) if _SHELL_MODULES.search(source.text) else []


def _script_shells(source: Source) -> list[Hit]:
    names, modules = _shell_names(source)
    hits = []
    for call in source.calls:
        callee, given = callee_of(call), arguments_of(call)
        receiver, method = receiver_of(callee), method_of(callee)
        runs = names.get(callee) if not receiver else (method if receiver in modules else None)
        if runs is None or not given:
            continue
        if runs in _EXECS:
            hits += _shell_hit(source, call, given[0], runs)
        elif runs in _SPAWNERS and _asks_for_shell(call):
            open_parts = [g for g in given[:2] if g.kind() != "object" and not is_fixed(source, g)]
            hits += [_hit(source, call, runs, open_parts[0])] if open_parts else []
    return hits


def _shell_names(source: Source) -> tuple[dict[str, str], set[str]]:
    """Local name → what it runs, and local names of the modules themselves."""
    names: dict[str, str] = {}
    modules: set[str] = set()
    module = r"""['"](?:(?:node:)?child_process|shelljs|execa|cross-spawn|child-process-promise)['"]"""
    listed = rf"import\s*\{{([^}}]*)\}}\s*from\s*{module}|(?:const|let|var)\s*\{{([^}}]*)\}}\s*=\s*(?:await\s+import|require)\(\s*{module}"
    for one, other in re.findall(listed, source.text):
        for original, renamed in re.findall(r"(\w+)(?:\s*(?:as|:)\s*(\w+))?", one or other):
            names[renamed or original] = original
    for found in re.findall(
        rf"import\s+(?:\*\s*as\s+)?(\w+)\s*(?:,\s*\{{[^}}]*\}}\s*)?from\s*{module}|(\w+)\s*=\s*(?:await\s+import|require)\(\s*{module}\s*\)(?!\s*\.)",
        source.text,
    ):
        modules.add(found[0] or found[1])
    for local, original in re.findall(rf"(\w+)\s*=\s*require\(\s*{module}\s*\)\s*\.\s*(\w+)", source.text):
        names[local] = original
    for local, wrapped in re.findall(r"(\w+)\s*=\s*(?:\w+\.)?promisify\(\s*(?:\w+\.)?(\w+)\s*\)", source.text):
        if wrapped in names or wrapped in _EXECS:
            names[local] = names.get(wrapped, wrapped)
    return names, modules


def _asks_for_shell(call: SgNode) -> bool:
    asked = keyword_argument(call, "shell")
    if asked is None:
        return False
    return asked.kind() in ("true", "string") and (literal_text(asked) is None or literal_text(asked) != "")


def _shell_hit(source: Source, call: SgNode, command: SgNode, runs: str) -> list[Hit]:
    return [] if is_fixed(source, command) else [_hit(source, call, runs, command)]


def _hit(source: Source, call: SgNode, runs: str, command: SgNode) -> Hit:
    """High when the text is visibly put together here, medium when it arrives in a name."""
    built = pieces_of(source, command) is not None or any(
        b.value is not None and pieces_of(source, b.value) is not None
        for b in (resolve(source, command) if command.kind() == "identifier" else [])
    )
    return source.hit(SHELL, call, f"`{runs}` {_SHELL_ADVICE}", Confidence.high if built else Confidence.medium)


def _python_shells(source: Source) -> list[Hit]:
    aliases = _python_names(source)
    hits = []
    for call in source.calls:
        callee, given = callee_of(call), positional(call)
        head, _, rest = callee.partition(".")
        full = f"{aliases[head]}.{rest}".rstrip(".") if head in aliases else callee
        command = given[0] if given else keyword_argument(call, "args")
        if command is None:
            continue
        if full in _OS_CALLS or (full.startswith("subprocess.") and method_of(full) in _SUBPROCESS and _python_shell_flag(call)):
            hits += _shell_hit(source, call, command, full)
        elif (
            method_of(callee) == "exec_command"
            and (built := pieces_of(source, command))
            and any(not isinstance(p, str) and not is_fixed(source, p) for p in built)
        ):
            hits.append(_hit(source, call, "exec_command", command))
    return hits


def _python_shell_flag(call: SgNode) -> bool:
    asked = keyword_argument(call, "shell")
    return asked is not None and asked.kind() not in ("false", "none")


def _python_names(source: Source) -> dict[str, str]:
    names: dict[str, str] = {}
    for module, local in re.findall(r"^\s*import\s+(os|subprocess|asyncio)\s+as\s+(\w+)", source.text, re.MULTILINE):
        names[local] = module
    for module, imported in re.findall(r"^\s*from\s+(os|subprocess|asyncio)\s+import\s+\(?([^)\n]+)", source.text, re.MULTILINE):
        for original, renamed in re.findall(r"(\w+)(?:\s+as\s+(\w+))?", imported):
            names[renamed or original] = f"{module}.{original}"
    return names
