"""What is kept of a scan, and what an edit changes: the same answers as from scratch, with less work."""

from __future__ import annotations

import json
import re
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prohori.cache.memo import StoreMemo
from prohori.cache.store import Store
from prohori.codebase.graph.analyser import GRAPH_GLOBS, GraphFacts
from prohori.codebase.graph.graph import Graph, build
from prohori.codebase.languages import parse
from prohori.codebase.prefilter import prefilter
from prohori.codebase.review import FileReviewer
from prohori.codebase.review_credentials import _TEXT_PREFILTER, _URL_PREFILTER
from prohori.isolation.pool import Job, Pool
from prohori.observe.redaction import TOKEN
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot
from tests.repositories import Repository

MODULE = (
    "import { Module } from '@nestjs/common';\nimport { NAME } from './FILE';\n@Module({ providers: [NAME] })\nexport class AppModule {}\n"
)
TEXTS = {
    "package.json": ['{"name": "erp", "scripts": {"start": "node dist/main.js"}}', '{"name": "lib"}'],
    "src/main.ts": [
        "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nNestFactory.create(AppModule);\n",
        "import { AppModule } from './app.module';\nconsole.log(AppModule);\n",
    ],
    "src/app.module.ts": [
        MODULE.replace("NAME", "VatService").replace("FILE", "vat"),
        MODULE.replace("NAME", "Other").replace("FILE", "other"),
    ],
    "src/vat.ts": [
        "import { RATE } from './rates';\nexport class VatService {\n  onModuleInit() { return this.of(1); }\n"
        "  of(net: number) { return net * RATE; }\n}\n",
        "export class VatService extends Base {\n  onModuleInit() {}\n}\nexport class Base { of() { return 0.15; } }\n",
        "export class VatService {\n",
    ],
    "src/other.ts": [
        "import * as rates from './rates';\nexport class Other { onModuleInit() { return rates.OLD; } }\n",
        "export * from './vat';\n",
    ],
    "src/rates.ts": ["export const RATE = 0.15;\nexport const OLD = 0.1;\n", "export { RATE, OLD } from './more';\n"],
    "src/more.ts": ["export const RATE = 0.15,\n  OLD = 0.1;\n", "export const LIMITS = { tin: 12, bin: 13 };\n"],
    "tool/rates.py": ["VAT = 15\n\n\ndef of(net):\n    return net * VAT\n", "from tool import main\n"],
    "tool/main.py": ["from tool.rates import of\n\nif __name__ == '__main__':\n    of(1)\n"],
}
EDITS = st.lists(
    st.sampled_from([(path, text) for path, texts in TEXTS.items() for text in (*texts, None)]), min_size=1, max_size=5
)  # fmt: skip


def answers(graph: Graph, files: dict[str, str]) -> dict[str, str]:
    places = [(path, line) for path, text in sorted(files.items()) for line in range(1, text.count("\n") + 1)]
    return {f"{path}:{line}": graph.reach(path, line=line).model_dump_json() for path, line in places}


def reads(repository: Repository, memo: StoreMemo | None, **more: object) -> RecordedReads:
    return RecordedReads(
        Snapshot.take(repository.path), today=date(2026, 1, 1), settings={}, memo=memo, code_version="1", **more
    )  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(EDITS)
def test_a_graph_after_edits_is_the_one_from_scratch(tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str | None]]) -> None:
    folder = tmp_path_factory.mktemp("edited")
    files = {path: texts[0] for path, texts in TEXTS.items()}
    repository, memo = Repository.create(folder / "erp", files), StoreMemo(Store.open(folder / "cache"))
    for path, text in [("src/main.ts", files["src/main.ts"]), *edits]:
        if text is None:
            files.pop(path, None)
            (repository.path / path).unlink(missing_ok=True)
        else:
            files[path] = text
            repository.write({path: text})
        kept = reads(repository, memo)
        after = build(kept, kept.glob(*GRAPH_GLOBS))
        scratch = Graph({path: GraphFacts().run(path, text.encode()) for path, text in sorted(files.items())})
        assert answers(after, files) == answers(scratch, files)


class Counting(Pool):
    """Counts the files that each analyser is asked about."""

    def __init__(self) -> None:
        super().__init__(1)
        self.asked: list[tuple[str, str]] = []

    def submit(self, *jobs: Job) -> None:
        self.asked += [(job.analyser.rpartition(".")[2], job.path) for job in jobs]
        super().submit(*jobs)


def test_a_second_analyser_is_asked_beside_the_first_and_not_again(tmp_path: Path) -> None:
    files = {"src/a.ts": "eval(input);\n", "src/b.ts": "export const RATE = 0.15;\n", "src/bad.ts": "x\n" * 600_000}
    repository, memo, pool = Repository.create(tmp_path / "erp", files), StoreMemo(Store.open(tmp_path / "cache")), Counting()
    try:
        first = reads(repository, memo, pool=pool, beside={FileReviewer.name: GraphFacts()})
        reviewed = dict(first.analyse_all(sorted(files), FileReviewer()))
        assert [finding.rule for finding in reviewed["src/a.ts"].findings] == ["injection.eval"]
        assert sorted(pool.asked) == sorted((kind, path) for kind in ("FileReviewer", "GraphFacts") for path in files)
        facts = dict(reads(repository, memo, pool=pool).analyse_all(sorted(files), GraphFacts()))
        assert len(pool.asked) == 2 * len(files)
        assert facts == {path: GraphFacts().run(path, text.encode()) for path, text in files.items()}
        repository.write({"src/a.ts": "eval(other);\n"})
        again = reads(repository, memo, pool=pool, beside={FileReviewer.name: GraphFacts()})
        dict(again.analyse_all(sorted(files), FileReviewer()))
        assert pool.asked[2 * len(files) :] == [("FileReviewer", "src/a.ts"), ("GraphFacts", "src/a.ts")]
    finally:
        pool.close()


def test_a_process_that_was_expected_answers_like_another_one(tmp_path: Path) -> None:
    repository, pool = Repository.create(tmp_path / "erp", {"a.ts": "export const RATE = 0.15;\n"}), Pool(1)
    try:
        pool.expect("prohori.codebase.graph.analyser.GraphFacts", "prohori.codebase.graph.analyser.NoSuch", "os.system")
        found = dict(reads(repository, None, pool=pool).analyse_all(["a.ts"], GraphFacts()))
        assert [symbol.name for symbol in found["a.ts"].symbols] == ["", "RATE"]
    finally:
        pool.close()


def test_the_last_tree_is_kept_for_its_text_language_and_thread() -> None:
    tree = parse("const a = 1;", "typescript")
    assert parse("const a = 1;", "typescript") is tree
    assert parse("const a = 1;", "tsx") is not tree
    assert parse("const b = 1;", "tsx").text() == "const b = 1;"
    elsewhere = []
    thread = threading.Thread(target=lambda: elsewhere.append(parse("const b = 1;", "tsx").text()))
    thread.start()
    thread.join(10)
    assert elsewhere == ["const b = 1;"]


def test_a_scan_that_was_cut_off_is_not_kept(prohori, tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "erp", {"src/vat.ts": "export const VAT_RATE = 0.15;\n"})
    arguments = ("rules", "scan", "--repo", repository.path, "--json")
    cut = json.loads(prohori(*arguments, PROHORI_ANALYSIS_SECONDS="0.0001").stdout)
    assert (cut["rules"], [one["path"] for one in cut["coverage"]["unread"]]) == ([], ["src/vat.ts"])
    whole = json.loads(prohori(*arguments).stdout)
    assert ([one["value"] for one in whole["rules"]], whole["coverage"]["unread"]) == (["15"], [])


PATTERNS = [
    TOKEN,
    _TEXT_PREFILTER,
    _URL_PREFILTER,
    re.compile(r"\beval\b|Function\b[^;\n]{0,3}\(|\.constructor\b|set(?:Timeout|Interval)\(\s*(?:['\"`]|\w+\s*[,+])"),
    re.compile(r"from ['\"](?:react|vue)|\.(?:tsx|jsx|vue)$|\bdocument\.|\bfrappe\.(?:ui|call)\b"),
    re.compile(r"a\d+[\d-]|[^\W\d]\S_|z[^\S]"),
    re.compile(r"[?&]\w*key=\w|[\s,]end$|^\w+\s", re.IGNORECASE),
]
AROUND = st.text(alphabet="aZ_ -.\n\u00a0\u0085ভক০9()'\"", max_size=4)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(PATTERNS).flatmap(
        lambda p: st.tuples(st.just(p), AROUND, st.one_of(st.from_regex(p, fullmatch=True), st.text()), AROUND)
    )
)
def test_a_prefilter_says_what_its_pattern_says(case: tuple[re.Pattern[str], str, str, str]) -> None:
    pattern, *parts = case
    text = "".join(parts)
    assert prefilter(pattern)(text) == (pattern.search(text) is not None)
    assert prefilter("nothing else", pattern)(text) == (pattern.search(text) is not None)


def test_the_samples_of_this_file_differ_where_they_should(tmp_path: Path) -> None:
    """Otherwise the edits above would prove nothing."""
    first = {path: texts[0] for path, texts in TEXTS.items()}
    second = {path: texts[-1] for path, texts in TEXTS.items()}
    graphs = [Graph({path: GraphFacts().run(path, text.encode()) for path, text in sorted(files.items())}) for files in (first, second)]
    kinds = [{graph.reach(path, line=1).kind.value for path in TEXTS} for graph in graphs]
    assert kinds[0] != kinds[1]
    assert "wired" in kinds[0]
