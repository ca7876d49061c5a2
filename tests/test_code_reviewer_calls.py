from __future__ import annotations

import pytest

from tests.review_cases import lines

CP = "import { exec, execSync, spawn, execFile } from 'child_process';\n"

SCRIPT_EVALS = {
    "indirect eval": "const v = (0, eval)(formula);",
    "eval under another name": "const run = eval;\nrun(formula);",
    "eval by its name": "window['eval'](source);",
    "eval handed on": "const all = formulas.map(eval);",
    "eval in a table": "const OPERATIONS = { run: eval };",
    "eval called with a receiver": "eval.call(null, formula);",
    "Function of the global object": "const f = new globalThis.Function('x', body);",
    "the constructor of a function": "const F = (async () => {}).constructor;\nnew F('x', body);",
    "the constructor of a constructor": "[].constructor.constructor(body)();",
    "Function by reflection": "Reflect.construct(Function, [body]);",
    "an imported part of vm": "import { runInThisContext } from 'node:vm';\nrunInThisContext(code);",
    "an imported part of vm, renamed": "import { Script as Program } from 'vm';\nnew Program(code);",
    "a required part of vm": "const { compileFunction } = require('vm');\ncompileFunction(code);",
    "vm2": "import { VM } from 'vm2';\nnew VM().run(code);",
    "a timer with a name of text": "const code = `tick(${id})`;\nsetInterval(code, 10);",
    "a module made of text": "await import(`data:text/javascript,${code}`);",
    "eval": "const v = eval(formula);",
    "eval of a template": "eval(`${a} + ${b}`);",
    "eval of window": "window.eval(source);",
    "eval of globalThis": "(globalThis).eval; globalThis.eval(code);",
    "new Function": "const f = new Function('x', `return ${formula}`);",
    "Function without new": "const f = Function('x', body);",
    "a timer with text": "setTimeout('refresh()', 1000);",
    "an interval with built text": "setInterval(`tick(${id})`, 1000);",
    "vm": "import * as vm from 'vm'; vm.runInNewContext(script, {});",
    "vm.Script": "const vm = require('node:vm'); new vm.Script(code);",
}
PYTHON_EVALS = {
    "map": "values = list(map(eval, formulas))",
    "a keyword": "parser.add_argument('--filter', type=eval)",
    "a table": "converters = {'amount': eval}",
    "another name": "run = eval\nrun(formula)",
    "imported": "from builtins import exec as run\nrun(script)",
    "builtins by import": "__import__('builtins').exec(script)",
    "importlib": "import importlib\nimportlib.import_module('builtins').eval(text)",
    "getattr": "import builtins\ngetattr(builtins, 'eval')(text)",
    "a table of built-ins": "__builtins__['eval'](text)",
    "compiled before": "code = compile(text, 'rule', 'exec')\nexec(code)",
    "submitted": "pool.submit(eval, text)",
    "timeit": "import timeit\ntimeit.timeit(statement)",
    "eval": "value = eval(formula)",
    "eval with names": 'value = eval(formula, {"x": 1})',
    "exec": "exec(script, {})",
    "exec of an f-string": 'exec(f"total = {expression}")',
    "compile and exec": 'exec(compile(source, "rule", "exec"))',
    "builtins": "import builtins\nbuiltins.eval(text)",
    "eval of input": "eval(input())",
    "eval in a lambda": "f = lambda text: eval(text)",
}
SCRIPT_EVAL_LOOKALIKES = {
    "a compiled constant that is called": "const f = new Function('return this');\nf(formula);",
    "constants that are mapped": "const v = ['1 + 1', '2'].map(eval);",
    "a parameter of that name": "function go(eval) { eval(formula); run(eval); }",
    "a type that is passed": "@Inject(Function) a; register(Function);",
    "another module's part": "import { runInThisContext } from './context';\nrunInThisContext(code);",
    "a check of its type": "if (typeof eval === 'function') report(a);",
    "a regular expression": "const m = pattern.exec(text);",
    "redis": "await redis.eval(script, 1, key);",
    "a method of another": "model.eval(); page.$eval('a', (e) => e.href); jexl.evaluate(x);",
    "a constant": "const { f } = await eval(\"import('module')\");",
    "a constant function": "const load = new Function('return this');",
    "a timer with a function": "setTimeout(() => refresh(), 1000); setTimeout(refresh, 1000);",
    "a name that begins with it": "evaluate(formula); evalRule(formula);",
    "a comment": "// eval(formula)\nconst a = 1;",
    "a string": "const rule = 'no-eval: eval(formula)';",
    "a type": "const f: Function = handler; type F = Function;",
}
PYTHON_EVAL_LOOKALIKES = {
    "a flag of that name": "def f(eval=False):\n    return g(eval)",
    "a compiled constant": 'code = compile("1 + 1", "rule", "eval")\neval(code)',
    "constants that are mapped": 'list(map(eval, ["1", "2"]))',
    "a check": "callable(eval)",
    "a literal": "value = ast.literal_eval(text)",
    "a model": "model.eval()",
    "pandas": 'frame.eval("a + b")',
    "a constant": 'eval("1 + 1")',
    "a pattern": "p = re.compile(text)",
    "a cursor": "cursor.exec(script)",
    "a function of the file": "def eval(node):\n    return node\n\n\nvalue = eval(tree)",
    "an imported function": "from rules import eval\nvalue = eval(tree)",
    "a comment": "# eval(formula)\na = 1",
    "a name that begins with it": "evaluate(text)\nexecute(text)",
}
SCRIPT_SHELLS = {
    "sh -c": "import { spawn } from 'child_process';\nspawn('sh', ['-c', `cat ${file} | lpr`]);",
    "bash by its path": "import { execFileSync } from 'child_process';\nexecFileSync('/bin/bash', ['-lc', 'wc -l < ' + file]);",
    "cmd": "import { spawn } from 'child_process';\nspawn('cmd.exe', ['/c', 'type', file]);",
    "arguments in a name": "import { spawn } from 'child_process';\nconst args = ['-c', `ls ${folder}`];\nspawn('sh', args);",
    "behind sudo": "import { spawn } from 'child_process';\nspawn('sudo', ['sh', '-c', `rm ${file}`]);",
    "another machine": "import { execFile } from 'child_process';\nexecFile('ssh', [host, `rm -f ${file}`]);",
    "required where it is used": "require('child_process').execSync(`rm ${file}`);",
    "imported where it is used": "(await import('node:child_process')).execSync(`rm ${file}`);",
    "a field": "import { exec } from 'child_process';\nclass A { run = promisify(exec);\nf(x) { return this.run(`rm ${x}`); } }",
    "options in a name": "import { spawn } from 'child_process';\nconst options = { shell: true };\nspawn(`ls ${folder}`, options);",
    "shelljs": "import * as shell from 'shelljs';\nshell.exec(`rm ${file}`);",
    "execa's command": "import { execaCommand } from 'execa';\nexecaCommand(`rm ${file}`);",
    "handed on": "import { execSync } from 'child_process';\ncommands.forEach(execSync);",
    "a raw part": "import { $ } from 'bun';\nawait $`echo ${{ raw: text }}`;",
    "a template": CP + "exec(`tar czf ${target} ${folder}`);",
    "concatenation": CP + "execSync('gzip -9 ' + file);",
    "a parameter": CP + "function run(command: string) { return execSync(command); }",
    "a name built before": CP + "function f(lib) { const command = `nx build ${lib}`; exec(command); }",
    "the module": "import * as cp from 'node:child_process';\ncp.exec(`rm ${file}`);",
    "require": "const { exec } = require('child_process');\nexec(`rm ${file}`);",
    "promisified": "import { exec } from 'child_process';\nconst run = promisify(exec); run(`rm ${file}`);",
    "spawn with a shell": CP + "spawn(`convert ${input}`, { shell: true });",
    "spawn with arguments and a shell": CP + "spawn('convert', [input], { shell: true });",
    "renamed": "import { exec as sh } from 'child_process';\nsh('rm ' + file);",
}
PYTHON_SHELLS = {
    "bash -c": 'subprocess.run(["bash", "-c", f"gzip {name}"])',
    "a list that is continued": 'subprocess.run(["sh", "-c"] + ["ls " + folder])',
    "a list in a name": 'line = ["/bin/sh", "-c", "ls %s" % folder]\nsubprocess.Popen(line)',
    "execv": 'os.execv("/bin/sh", ["sh", "-c", command])',
    "a process of asyncio": 'asyncio.create_subprocess_exec("sh", "-c", f"ls {folder}")',
    "options that are spread": 'options = {"shell": True}\nsubprocess.run(f"ls {folder}", **options)',
    "another name": "import subprocess as sp\nrun = sp.getoutput\nrun(f'ls {folder}')",
    "in a thread": 'asyncio.to_thread(os.system, f"ls {folder}")',
    "mapped": "list(map(os.system, commands))",
    "fabric": 'from fabric import Connection\nConnection(host).run(f"rm {name}")',
    "os.system": 'os.system(f"tar czf {target}")',
    "os.popen": 'os.popen("gzip " + name)',
    "run with a shell": 'subprocess.run(f"tar czf {target}", shell=True)',
    "call with a shell": 'subprocess.call("gzip %s" % name, shell=True)',
    "Popen": 'subprocess.Popen("gzip {}".format(name), shell=True)',
    "getoutput": 'subprocess.getoutput("ls " + folder)',
    "an imported name": "from subprocess import check_output\ncheck_output(command, shell=True)",
    "os under another name": 'import os as system\nsystem.system("ls " + folder)',
    "asyncio": 'asyncio.create_subprocess_shell(f"ls {folder}")',
    "a path": 'os.system(f"cat {base / name}")',
}
SCRIPT_SHELL_LOOKALIKES = {
    "a fixed command with parameters": "import { spawn } from 'child_process';\nspawn('sh', ['-c', 'cat \"$1\"', 'sh', file]);",
    "a script": "import { spawn } from 'child_process';\nspawn('bash', ['deploy.sh', target]);",
    "a tag that quotes": "import { $ } from 'zx';\nawait $`rm ${file}`;",
    "a flag of another program": "import { spawn } from 'child_process';\nspawn('git', ['-c', `user.name=${name}`, 'commit']);",
    "a host": "import { execFile } from 'child_process';\nexecFile('ssh', [host, 'uptime']);",
    "a constant": CP + "exec('git rev-parse HEAD');",
    "constants": CP + "execSync('git ' + 'status'); execSync(`ls ${BACKUP_DIR}`);",
    "a list": CP + "spawn('tar', ['czf', target, folder]); execFile('gzip', ['-9', file]);",
    "no shell": CP + "spawn('tar', [target], { shell: false });",
    "a shell with constants": CP + "spawn('npm', ['run', 'build'], { shell: true });",
    "a regular expression": CP + "const m = pattern.exec(`${text}`);",
    "another exec": "import { exec } from './runner';\nexec(`${text}`);",
    "a query": "const r = await knex.exec(`${text}`); query.exec(callback);",
    "a comment": CP + "// exec(`rm ${file}`)",
    "a local constant": CP + "const command = 'git status';\nexec(command);",
}
PYTHON_SHELL_LOOKALIKES = {
    "a fixed command with parameters": 'subprocess.run(["sh", "-c", \'cat "$1"\', "sh", name])',
    "a script with arguments": 'subprocess.run(["bash", "deploy.sh", target])',
    "a flag of another program": 'subprocess.run(["python", "-c", script])',
    "a thread with constants": 'asyncio.to_thread(os.system, "sync")',
    "a constant": 'os.system("clear")',
    "a list": 'subprocess.run(["tar", "czf", target])',
    "no shell": "subprocess.run(command, shell=False)",
    "a constant with a shell": 'subprocess.run("git status | wc -l", shell=True)',
    "quoted": 'os.system(f"tar czf {shlex.quote(target)}")',
    "joined by shlex": "subprocess.run(shlex.join(command), shell=True)",
    "a constant in capitals": 'os.system(f"ls {BACKUP_DIR}")',
    "another system": "platform.system()\nself.system(command)",
    "a comment": '# os.system("rm " + name)',
    "execve": "os.execv(path, arguments)",
}


def _one(code: str, path: str, rule: str) -> bool:
    return lines(path, code, rule) == [code.count("\n") + 1]


@pytest.mark.parametrize("name", SCRIPT_EVALS)
def test_text_run_as_code_in_typescript_is_found(name: str) -> None:
    assert _one(SCRIPT_EVALS[name], "src/a.ts", "injection.eval")


@pytest.mark.parametrize("name", PYTHON_EVALS)
def test_text_run_as_code_in_python_is_found(name: str) -> None:
    assert _one(PYTHON_EVALS[name], "app/a.py", "injection.eval")


@pytest.mark.parametrize("name", SCRIPT_EVAL_LOOKALIKES)
def test_what_only_looks_like_eval_in_typescript_is_not_reported(name: str) -> None:
    assert lines("src/a.ts", SCRIPT_EVAL_LOOKALIKES[name], "injection.eval") == []


@pytest.mark.parametrize("name", PYTHON_EVAL_LOOKALIKES)
def test_what_only_looks_like_eval_in_python_is_not_reported(name: str) -> None:
    assert lines("app/a.py", PYTHON_EVAL_LOOKALIKES[name], "injection.eval") == []


@pytest.mark.parametrize("name", SCRIPT_SHELLS)
def test_a_shell_command_put_together_in_typescript_is_found(name: str) -> None:
    assert _one(SCRIPT_SHELLS[name], "src/a.ts", "injection.shell")


@pytest.mark.parametrize("name", PYTHON_SHELLS)
def test_a_shell_command_put_together_in_python_is_found(name: str) -> None:
    code = PYTHON_SHELLS[name]
    assert _one(code, "app/a.py", "injection.shell")


@pytest.mark.parametrize("name", SCRIPT_SHELL_LOOKALIKES)
def test_a_fixed_command_in_typescript_is_not_reported(name: str) -> None:
    assert lines("src/a.ts", SCRIPT_SHELL_LOOKALIKES[name], "injection.shell") == []


@pytest.mark.parametrize("name", PYTHON_SHELL_LOOKALIKES)
def test_a_fixed_command_in_python_is_not_reported(name: str) -> None:
    assert lines("app/a.py", PYTHON_SHELL_LOOKALIKES[name], "injection.shell") == []
