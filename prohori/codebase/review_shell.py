"""Text put together at run time that reaches a shell (`injection.shell`).

A shell is reached by calls that always use one (`exec`, `os.system`), by calls that are asked to (`shell: true`), and by
programs that are one (`sh -c`, `cmd /c`, `ssh`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ast_grep_py import SgNode

from prohori.codebase.prefilter import prefilter
from prohori.codebase.review_origins import called, origin_of
from prohori.codebase.review_pieces import pieces_of
from prohori.codebase.review_source import (
    Hit,
    Source,
    arguments_of,
    callee_of,
    key_text,
    keyword_argument,
    listed,
    literal_text,
    method_of,
    operator_of,
    positional,
    property_of,
    unwrap,
)  # fmt: skip
from prohori.codebase.review_values import is_fixed, resolve
from prohori.model import Confidence

RULE = "injection.shell"
_ADVICE = "reaches a shell with text that is put together at run time; give the program and its arguments as a list, without a shell"
_PREFILTER = {
    True: prefilter(r"\bos\b|subprocess|exec_command|commands|\bpty\b|fabric|invoke|pexpect"),
    False: prefilter(
        r"child_process|shelljs|execa|cross-spawn|child-process-promise|promisify-child-process|node-ssh|ssh2|['\"](?:zx|bun)['\"]"
    ),
}
_MODULE = re.compile(r"(?:child_process|shelljs|execa|cross-spawn|child-process-promise|promisify-child-process|node-ssh|ssh2)(?=\.|$)")
_EXECS = listed("exec execSync execCommand execaCommand execaCommandSync command commandSync")
_SPAWNERS = listed("spawn spawnSync execFile execFileSync execa execaSync sync execa-sync cross-spawn node")
_PYTHON_SHELLS = listed(
    """
    os.system os.popen os.popen2 os.popen3 os.popen4 subprocess.getoutput subprocess.getstatusoutput commands.getoutput
    commands.getstatusoutput popen2.popen2 popen2.popen3 asyncio.create_subprocess_shell asyncio.subprocess.create_subprocess_shell
    invoke.run invoke.Context().run fabric.Connection().run fabric.Connection().sudo fabric.Connection().local
    fabric.api.run fabric.api.local
    fabric.api.sudo pexpect.run pexpect.runu
    """
)
_PYTHON_SPAWNERS = listed(
    """
    subprocess.run subprocess.call subprocess.Popen subprocess.check_output subprocess.check_call pty.spawn
    asyncio.create_subprocess_exec asyncio.subprocess.create_subprocess_exec pexpect.spawn
    os.execl os.execle os.execlp os.execlpe os.execv os.execve os.execvp os.execvpe os.posix_spawn os.posix_spawnp
    os.spawnl os.spawnle os.spawnlp os.spawnlpe os.spawnv os.spawnve os.spawnvp os.spawnvpe
    """
)
_SHELL_PROGRAM = re.compile(r"(?:^|[/\\])(?:(?:ba|z|da|k|a|c|tc|fi)?sh|cmd|powershell|pwsh)(?:\.exe)?$", re.IGNORECASE)
_JOINING_SHELL = re.compile(r"cmd|powershell|pwsh", re.IGNORECASE)
_SHELL_VARIABLE = re.compile(r"env(?:iron)?\W.*(?:SHELL|ComSpec)\W*$", re.IGNORECASE)
_COMMAND_FLAG = re.compile(r"-[a-z]*c|/[ckCK]|-command|-encodedcommand", re.IGNORECASE)
_APPLIERS = listed(
    """
    map forEach flatMap then submit to_thread run_in_executor apply_async imap imap_unordered starmap Thread Process Timer run_sync
    call_soon call_later register
    """
)


def shell_hits(source: Source) -> list[Hit]:
    if not _PREFILTER[source.python](source.text):
        return []
    hits = []
    for call in source.calls:
        origin = called(source, call)
        if not origin and method_of(callee_of(call)) not in _APPLIERS | {"exec_command", "subprocess_shell"}:
            continue
        hits += _python_call(source, call, origin) if source.python else _script_call(source, call, origin)
    return hits


def _script_call(source: Source, call: SgNode, origin: str) -> list[Hit]:
    given = arguments_of(call)
    if not given:
        return []
    if method_of(origin) == "$" or origin in ("zx", "bun"):
        return _raw_parts(source, call)
    if not _MODULE.match(origin):
        return _handed_on(source, call, given)
    runs = method_of(origin)
    if runs in _EXECS:
        return _command(source, call, given[0], runs)
    return _spawned(source, call, given, runs) if runs in _SPAWNERS else []


def _python_call(source: Source, call: SgNode, origin: str) -> list[Hit]:
    given = positional(call)
    command = given[0] if given else keyword_argument(call, "args") or keyword_argument(call, "cmd")
    method = method_of(callee_of(call))
    if command is None:
        return _handed_on(source, call, arguments_of(call))
    if origin in _PYTHON_SHELLS:
        return _command(source, call, command, origin)
    if origin in _PYTHON_SPAWNERS:
        return _spawned(source, call, given or [command], origin)
    if method == "subprocess_shell" and len(given) > 1:
        return _command(source, call, given[1], method)
    if method == "exec_command" and (built := pieces_of(source, command)):
        return [_hit(source, call, method, command)] if any(not isinstance(p, str) and not is_fixed(source, p) for p in built) else []
    return _handed_on(source, call, arguments_of(call))


def _spawned(source: Source, call: SgNode, given: list[SgNode], runs: str) -> list[Hit]:
    """Programs started without a shell, unless they ask for one or are one."""
    if _asks_for_shell(source, call):
        texts = given[:1] if source.python else [g for g in given[:2] if not _is_options(source, g)]
        risky = [g for g in texts if not is_fixed(source, g)]
        return [_hit(source, call, runs, risky[0])] if risky else []
    command = _shell_command(source, _words_of(source, given))
    if command is None:
        return []
    return [_hit(source, call, f"{runs}` of a shell `-c", command)]


def _is_options(source: Source, node: SgNode) -> bool:
    return _object_behind(source, node) is not None


def _object_behind(source: Source, node: SgNode) -> SgNode | None:
    """An options object, given directly or under a name."""
    node = unwrap(node)
    if node.kind() == "identifier":
        values = [b.value for b in resolve(source, node)]
        node = unwrap(values[0]) if len(values) == 1 and values[0] is not None else node
    return node if node.kind() in ("object", "dictionary") else None


def _asks_for_shell(source: Source, call: SgNode) -> bool:
    asked = keyword_argument(call, "shell")
    for argument in arguments_of(call):
        named = argument.named_children()[0] if argument.kind() == "dictionary_splat" else argument
        if asked is None and argument.kind() in ("identifier", "dictionary_splat"):
            options = _object_behind(source, named)
            asked = property_of(options, "shell") if options is not None else None
    if asked is None:
        return False
    if source.python:
        return asked.kind() not in ("false", "none")
    return asked.kind() in ("true", "string") and literal_text(asked) != ""


def _words_of(source: Source, given: Sequence[SgNode]) -> list[SgNode]:
    """The words of a command line: program and arguments, lists opened, names of lists followed."""
    found: list[SgNode] = []
    for node in given:
        node = unwrap(node)
        if node.kind() == "identifier":
            values = [b.value for b in resolve(source, node)]
            if len(values) == 1 and values[0] is not None and _is_list(unwrap(values[0])):
                node = unwrap(values[0])
        if node.kind() in ("array", "list", "tuple"):
            found += _words_of(source, [n for n in node.named_children() if n.kind() != "comment"])
        elif node.kind() in ("spread_element", "list_splat"):
            found += _words_of(source, node.named_children()[:1])
        elif node.kind() == "binary_operator" and operator_of(node) == "+" and any(_is_list(unwrap(c)) for c in node.named_children()):
            found += _words_of(source, node.named_children())
        else:
            found.append(node)
    return found


def _is_list(node: SgNode) -> bool:
    return node.kind() in ("array", "list", "tuple") or (
        node.kind() == "binary_operator" and any(_is_list(c) for c in node.named_children())
    )


def _shell_command(source: Source, line: list[SgNode]) -> SgNode | None:
    """What follows `sh … -c` and is not fixed. Only the command itself counts: later words are its parameters."""
    for place, word in enumerate(line):
        if not _is_shell(source, word):
            continue
        flags = (n for n in range(place + 1, len(line)) if _COMMAND_FLAG.fullmatch(_constant(source, line[n]) or ""))
        first = next(flags, len(line)) + 1
        joins = _JOINING_SHELL.search(_constant(source, word) or "") is not None
        commands = [w for w in line[first : None if joins else first + 1] if w.kind() not in ("object", "dictionary")]
        return next((w for w in commands if not is_fixed(source, w)), None)
    return _remote_command(source, line)


def _remote_command(source: Source, line: list[SgNode]) -> SgNode | None:
    """`ssh host "rm …"`: the words are joined and read by the shell of the other machine."""
    if not line or not re.search(r"(?:^|/)(?:ssh|rsh|su)$", _constant(source, line[0]) or ""):
        return None
    for word in line[1:]:
        built = pieces_of(source, word)
        if built and any(isinstance(p, str) and " " in p.strip() + "." * (p != p.strip()) for p in built) and not is_fixed(source, word):
            return word
    return None


def _is_shell(source: Source, word: SgNode) -> bool:
    known = _constant(source, word)
    if known is not None:
        return _SHELL_PROGRAM.search(known) is not None
    return len(word.text()) < 80 and _SHELL_VARIABLE.search(word.text()) is not None


def _constant(source: Source, node: SgNode) -> str | None:
    text = literal_text(node)
    if text is None and node.kind() == "identifier":
        values = [b.value for b in resolve(source, node)]
        text = literal_text(values[0]) if len(values) == 1 else None
    return text


def _raw_parts(source: Source, call: SgNode) -> list[Hit]:
    """`$` of zx and Bun quotes what it is given, unless it is told not to."""
    hits = []
    for substitution in call.find_all(kind="template_substitution"):
        part = unwrap(substitution.named_children()[0]) if substitution.named_children() else None
        raw = property_of(part, "raw") if part is not None and part.kind() == "object" else None
        if raw is not None and not is_fixed(source, raw):
            hits.append(_hit(source, call, "$", raw))
    return hits[:1]


def _handed_on(source: Source, call: SgNode, given: list[SgNode]) -> list[Hit]:
    """`commands.forEach(execSync)`, `to_thread(os.system, command)`, `Thread(target=os.system, args=(command,))`."""
    if method_of(callee_of(call)) not in _APPLIERS:
        return []
    for place, argument in enumerate(given):
        node = argument.field("value") if argument.kind() == "keyword_argument" else argument
        if node is None or node.kind() not in ("identifier", "attribute", "member_expression"):
            continue
        origin = origin_of(source, node)
        always = origin in _PYTHON_SHELLS or (_MODULE.match(origin) is not None and method_of(origin) in _EXECS)
        if not always and not (origin in _PYTHON_SPAWNERS and _asks_for_shell(source, call)):
            continue
        function = call.field("function")
        texts = given[place + 1 :] or ([owner] if function is not None and (owner := function.field("object")) is not None else [])
        risky = [t for t in texts if key_text(t.field("name")) != "shell" and not is_fixed(source, t.field("value") or t)]
        return [_hit(source, call, origin, risky[0])] if risky else []
    return []


def _command(source: Source, call: SgNode, command: SgNode, runs: str) -> list[Hit]:
    return [] if is_fixed(source, command) else [_hit(source, call, runs, command)]


def _hit(source: Source, call: SgNode, runs: str, command: SgNode) -> Hit:
    """High when the text is visibly put together here, medium when it arrives in a name."""
    built = pieces_of(source, command) is not None or any(
        b.value is not None and pieces_of(source, b.value) is not None
        for b in (resolve(source, command) if command.kind() == "identifier" else [])
    )
    return source.hit(RULE, call, f"`{runs}` {_ADVICE}", Confidence.high if built else Confidence.medium)
