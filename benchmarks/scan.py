"""How long `prohori rules scan` takes, beside `ast-grep scan` with rules for the same literals.

    python benchmarks/scan.py [--files 1000] [--runs 5] [--ast-grep PATH]

A repository of TypeScript is made: of every ten files one states rules (checks, rates, due dates), all are services of some hundred
lines that call each other, and run: a controller reaches each of their methods. Measured are whole processes, by the clock and by the
processor (with their children): nothing known, nothing changed, one file changed. `ast-grep` finds literals; it knows no names around
them, no reach and no conflicts: its time is a floor, not a rival.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = """\
id: lengths
language: TypeScript
rule: {any: [{kind: regex, regex: '\\\\d|0-9'}, {kind: number, regex: '^(10|11|12|13|17|15|7\\.5|0\\.15|1\\.15|0\\.05)$'}]}
"""
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


def seconds(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """By the clock, and of the processor."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, capture_output=True, cwd=ROOT, env=environment, timeout=900)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - started, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def shown(what: str, measured: list[tuple[float, float]]) -> None:
    clock, processor = zip(*measured, strict=True)
    said = f"p50 {statistics.median(clock):.2f} s  max {max(clock):.2f} s  processor p50 {statistics.median(processor):.2f} s"
    print(f"{what:<44} n={len(measured)}  {said}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--files", type=int, default=1000)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--ast-grep", default=shutil.which("ast-grep"))
    arguments = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target, home = Path(folder) / "erp", Path(folder) / "home"
        target.mkdir()
        repository(target, arguments.files)
        environment = {**os.environ, "PROHORI_HOME": str(home), "PYTHONPATH": str(ROOT)}
        prohori = [sys.executable, "-m", "prohori.cli.main", "rules"]
        scan = [*prohori, "scan", "--repo", str(target), "--json"]
        times: dict[str, list[tuple[float, float]]] = {"start": [], "nothing known": [], "nothing changed": [], "one file changed": []}
        for run in range(arguments.runs):
            shutil.rmtree(home, ignore_errors=True)
            times["start"].append(seconds([*prohori, "list", "vat.standard"], environment))
            times["nothing known"].append(seconds(scan, environment))
            times["nothing changed"].append(seconds(scan, environment))
            with (target / "src" / "service10.ts").open("a", encoding="utf-8") as file:
                file.write(f"export const SD_RATE_{run} = 20;\n")
            times["one file changed"].append(seconds(scan, environment))
        shown("prohori rules list (starting, for comparison)", times.pop("start"))
        for what, measured in times.items():
            shown(f"prohori rules scan, {what}", measured)
        if arguments.ast_grep:
            rules = Path(folder) / "rules.yml"
            rules.write_text(RULES, encoding="utf-8")
            found = [arguments.ast_grep, "scan", "--rule", str(rules), "--json=compact", str(target)]
            shown("ast-grep scan", [seconds(found, environment) for _ in range(arguments.runs)])


if __name__ == "__main__":
    main()
