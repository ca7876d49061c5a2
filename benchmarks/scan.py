"""How long `prohori rules scan` and `prohori review` take, beside `ast-grep scan` with rules for the same literals and shapes.

    python benchmarks/scan.py [--files 1000] [--runs 5] [--ast-grep PATH]
    python benchmarks/scan.py --repo PATH [--runs 1]

A repository of TypeScript is made: of every ten files one states rules (checks, rates, due dates), all are services of some hundred
lines that call each other, and run: a controller reaches each of their methods. Measured are whole processes, by the clock and by the
processor (with their children), and the memory of all of them together (what they share counted for each): nothing known (the review
after the scan, whose facts it takes), nothing changed, one file changed. `ast-grep` (with `ast_grep_rules.yml`) finds literals and
shapes; it knows no names around them, no reach and no conflicts: its time is a floor, not a rival.

With `--repo` the same of a repository that is there, copied by git, so that a file of it can be changed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLED_SECONDS = 0.05
AST_GREP_RULES = ROOT / "benchmarks" / "ast_grep_rules.yml"
STATING = """\
import {{ Length, Matches }} from 'class-validator';
export const VAT_RATE_{n} = 0.15;
export class Party{n}Dto {{
  @Matches(/^\\d{{12}}$/) tin: string;
  @Length(13, 13) bin: string;
}}
export function vatOf{n}(net: number) {{ return net * 0.15; }}
export const TDS_DEPOSIT_DAYS_{n} = 14;
"""
PLAIN = """\
import {{ Injectable }} from '@nestjs/common';
import {{ Service{before} }} from './service{before}';

@Injectable()
export class Service{n} {{
  constructor(private readonly before: Service{before}) {{}}
{methods}
}}
"""
MAIN = """\
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(3000);
}
bootstrap();
"""
MODULE = """\
import {{ Controller, Get, Module, Param }} from '@nestjs/common';
{imports}
@Controller('last')
export class LastController {{
  constructor(private readonly last: {last}) {{}}
{calls}
}}

@Module({{ controllers: [LastController], providers: [{names}] }})
export class AppModule {{}}
"""
METHODS = 20
METHOD = """\
  async load{m}(id: string, page = 1, size = 20) {{
    const rows = await this.before.load{m}(id, page, size);
    return rows.filter((row) => row.amount > 0).map((row) => ({{ ...row, total: row.amount + row.tax, label: `#${{row.id}}-{m}` }}));
  }}
"""


def repository(folder: Path, files: int) -> None:
    (folder / "package.json").write_text('{"name": "erp", "scripts": {"start": "node dist/main.js"}}', encoding="utf-8")
    source = folder / "src"
    source.mkdir(parents=True)
    (source / "main.ts").write_text(MAIN, encoding="utf-8")
    names = [f"Service{n}" for n in range(files)]
    imports = "".join(f"import {{ {name} }} from './{name.lower()}';\n" for name in names)
    calls = "\n".join(f"  @Get('{m}') all{m}(@Param('id') id: string) {{ return this.last.load{m}(id); }}" for m in range(METHODS))
    (source / "app.module.ts").write_text(
        MODULE.format(imports=imports, names=", ".join(names), last=names[-1], calls=calls), encoding="utf-8"
    )
    for n in range(files):
        methods = "".join(METHOD.format(m=m) for m in range(METHODS))
        text = STATING.format(n=n) if n % 10 == 0 else ""
        (source / f"service{n}.ts").write_text(text + PLAIN.format(n=n, before=max(0, n - 1), methods=methods), encoding="utf-8")
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@localhost", "commit", "-qm", "made"]):
        subprocess.run(["git", "-C", folder, *command], check=True, timeout=300)


@dataclass(frozen=True)
class Cost:
    clock: float
    """Seconds, as the processor's."""
    processor: float
    memory: float
    """MB at the peak, of the process and its children together."""


def cost(command: list[str], environment: dict[str, str]) -> Cost:
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment)
    peak = 0.0
    while True:
        try:
            process.wait(SAMPLED_SECONDS)
            break
        except subprocess.TimeoutExpired:
            peak = max(peak, resident(process.pid))
    clock, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak)


def resident(process: int) -> float:
    """MB of a process and its children; 0 where the system does not say (not Linux), or it is just ending."""
    pages = 0
    for one in (process, *children(process)):
        with contextlib.suppress(OSError, IndexError):
            pages += int(Path(f"/proc/{one}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def children(process: int) -> list[int]:
    try:
        return [int(child) for thread in Path(f"/proc/{process}/task").iterdir() for child in (thread / "children").read_text().split()]
    except OSError:
        return []


def shown(what: str, measured: list[Cost]) -> None:
    clock, processor = [one.clock for one in measured], [one.processor for one in measured]
    said = f"p50 {statistics.median(clock):.2f} s  max {max(clock):.2f} s  processor p50 {statistics.median(processor):.2f} s"
    print(f"{what:<44} n={len(measured)}  {said}  memory {max(one.memory for one in measured):.0f} MB")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--files", type=int, default=1000)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--repo", type=Path, help="measure this repository, and make none")
    asked.add_argument("--ast-grep", default=shutil.which("ast-grep"))
    arguments = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target, home = Path(folder) / "erp", Path(folder) / "home"
        if arguments.repo:
            subprocess.run(
                ["git", "clone", "-q", "--no-hardlinks", "--depth", "1", arguments.repo.resolve().as_uri(), target], check=True, timeout=900
            )
        else:
            target.mkdir()
            repository(target, arguments.files)
        environment = {**os.environ, "PROHORI_HOME": str(home), "PYTHONPATH": str(ROOT)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
        measure(target, home, environment, arguments.runs, arguments.ast_grep)


def measure(target: Path, home: Path, environment: dict[str, str], runs: int, ast_grep: str | None) -> None:
    prohori = [sys.executable, "-m", "prohori.cli.main"]
    commands = {
        "rules scan": [*prohori, "rules", "scan", "--repo", str(target), "--json"],
        "review": [*prohori, "review", "--repo", str(target), "--json", "--fail-on", "never"],
    }
    changed = target / max(services(target), key=lambda path: ((target / path).stat().st_size, path))
    for command in commands.values():  # compiles what is not compiled yet
        cost([str(ROOT / "examples" / "demo_erp") if word == str(target) else word for word in command], environment)
    costs: dict[str, list[Cost]] = defaultdict(list)
    for run in range(runs):
        shutil.rmtree(home, ignore_errors=True)
        costs["prohori --version (starting, for comparison)"].append(cost([*prohori, "--version"], environment))
        for when in ("nothing known", "nothing changed", "one file changed"):
            if when == "one file changed":
                with changed.open("a", encoding="utf-8") as file:
                    file.write(f"\nexport const SD_RATE_{run} = 20;\n")
            for name, command in commands.items():
                costs[f"{name}, {when}"].append(cost(command, environment))
        if ast_grep:
            found = [ast_grep, "scan", "--rule", str(AST_GREP_RULES), "--json=compact", str(target)]
            costs["ast-grep scan"].append(cost(found, environment))
    for what, measured in costs.items():
        shown(what, measured)
    if ast_grep:
        cold = [a.clock + b.clock for a, b in zip(costs["rules scan, nothing known"], costs["review, nothing known"], strict=True)]
        ratios = [both / one.clock for both, one in zip(cold, costs["ast-grep scan"], strict=True)]
        print(f"both, nothing known, as multiples of ast-grep   n={runs}  p50 {statistics.median(ratios):.1f}  max {max(ratios):.1f}")


def services(target: Path) -> list[str]:
    listed = subprocess.run(["git", "-C", target, "ls-files", "-z", "src/*.ts", "*/src/*.ts"], check=True, capture_output=True, timeout=300)
    return [path for path in listed.stdout.decode().split("\0") if path.endswith(".service.ts") or path.startswith("src/service1")]


if __name__ == "__main__":
    main()
