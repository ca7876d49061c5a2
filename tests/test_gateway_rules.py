"""The rules about gateway clients, on labelled clients that work and that do not, in TypeScript, JavaScript, Python and PHP."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from prohori.agents import code_reviewer
from prohori.codebase.review import RULES, FileReviewer, findings_between
from prohori.codebase.review_source import Source
from prohori.model import Finding
from tests.corpus.score import Share
from tests.repositories import Repository
from tests.review_cases import lines, reads

FOLDER = Path(__file__).parent / "gateway_clients"
BENCHMARKS = Path(__file__).parent.parent / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Client:
    name: str
    files: tuple[tuple[str, str], ...]
    wrong: frozenset[str]
    """The rules that it breaks."""

    def found(self) -> frozenset[str]:
        reviews = {path: FileReviewer().run(path, text.encode()) for path, text in self.files}
        assert {path: review.unread for path, review in reviews.items()} == dict.fromkeys(reviews, "")
        findings = [f for review in reviews.values() for f in review.findings]
        findings += findings_between({path: review.facts for path, review in reviews.items()})
        return frozenset(f.rule for f in findings if f.rule.startswith("gateway."))


def clients() -> list[Client]:
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        for block in re.split(r"^### ", path.read_text(), flags=re.MULTILINE)[1:]:
            heading, _, code = block.partition("\n")
            name, _, labels = heading.rpartition(" | ")
            wrong = frozenset() if labels == "right" else frozenset(f"gateway.{label.strip()}" for label in labels.split(","))
            files = re.findall(r"^```\w+ (\S+)\n(.*?)^```$", code, flags=re.MULTILINE | re.DOTALL)
            found.append(Client(name, tuple(files), wrong))
    return found


CLIENTS = clients()


@pytest.mark.parametrize("client", CLIENTS, ids=[client.name for client in CLIENTS])
def test_a_client_is_told_what_is_wrong_with_it_and_nothing_else(client: Client) -> None:
    assert client.found() == client.wrong


def test_the_table_has_enough_clients_of_each_language_right_and_wrong_and_of_each_rule() -> None:
    assert len(CLIENTS) >= 60
    suffixes = [Path(path).suffix.removeprefix(".") for client in CLIENTS for path, _ in client.files]
    assert {"ts", "js", "py", "php"} == set(suffixes)
    assert sum(not client.wrong for client in CLIENTS) >= 20
    family = {rule for rule in RULES if rule.startswith("gateway.")}
    assert {rule: sum(rule in client.wrong for client in CLIENTS) >= 3 for rule in family} == dict.fromkeys(family, True)


def test_precision_and_recall_in_the_documentation_are_those_of_the_table() -> None:
    told = [(client.found(), client.wrong) for client in CLIENTS]
    right = sum(len(found & wrong) for found, wrong in told)
    precision = Share(hits=right, of=sum(len(found) for found, _ in told))
    recall = Share(hits=right, of=sum(len(wrong) for _, wrong in told))
    assert f"| now, {len(CLIENTS)} clients | {precision} | {recall} |" in BENCHMARKS.read_text()


VENDORS_OWN = """<?php
use SslCommerz\\SslCommerzNotification;
$tran_id = $_POST['tran_id'];
$amount = $_POST['amount'];
if ($sslc->orderValidate($_POST, $tran_id, %s, 'BDT') == true) {
    $orders->update($tran_id, 'Processing');
}
"""


@pytest.mark.parametrize(("given", "reported"), [("$amount", [6]), ("$order['amount']", [])])
def test_the_amount_of_the_message_is_not_the_orders(given: str, reported: list[int]) -> None:
    assert lines("public/ipn.php", VENDORS_OWN % given, "gateway.amount-unchecked") == reported


def test_a_check_of_the_signature_that_is_turned_off_is_reported() -> None:
    off = "<?php\nreturn ['apiDomain' => 'https://securepay.sslcommerz.com', 'store_passwd' => env('P'),\n 'verify_hash' => %s];\n"
    assert lines("config/ssl.php", off % "false", "gateway.ipn-unverified") == [3]
    assert lines("config/ssl.php", off % "true", "gateway.ipn-unverified") == []


def test_a_page_of_php_is_read_between_its_tags() -> None:
    page = (
        "<h1>Paid?</h1>\n<?php $bkash = bkash_execute_payment($_GET['paymentID']);\nif ($bkash['statusCode'] == '0000') { ?>\n<b>yes</b>\n"
    )
    page += "<?php\n$order->markAsPaid(); } ?>\n<i><?= $order->id ?></i>\n"
    assert lines("public/back.php", page, "gateway.amount-unchecked") == [6]
    assert FileReviewer().run("public/back.php", page.encode()).unread == ""
    assert len(Source("public/back.php", page).root.text()) <= len(page)


def rules_of(findings: tuple[Finding, ...]) -> list[str]:
    return [f.rule for f in findings]


EXECUTES = "<?php\nfunction pay($id) { return post('/tokenized/checkout/execute', ['paymentID' => $id]); }\n"
ASKS = "<?php\nfunction bkash_state($id) { return post('/tokenized/checkout/payment/status', ['paymentID' => $id]); }\n"


def test_the_query_may_stand_in_another_file_and_not_in_a_test(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "erp", {"app/Bkash.php": EXECUTES})
    assert rules_of(code_reviewer.review(reads(repository)).findings) == ["gateway.no-query"]
    repository.write({"tests/State.php": ASKS})
    assert rules_of(code_reviewer.review(reads(repository)).findings) == ["gateway.no-query"]
    repository.write({"app/State.php": ASKS})
    assert rules_of(code_reviewer.review(reads(repository)).findings) == []


def test_php_counts_as_looked_at_only_where_it_speaks_of_a_gateway_and_only_for_these_rules(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "erp", {"app/Invoice.php": "<?php\nclass Invoice {}\n"})
    assert code_reviewer.review(reads(repository)).coverage.files == 0
    repository.write({"app/Bkash.php": EXECUTES})
    coverage = code_reviewer.review(reads(repository)).coverage
    assert coverage.files == 1
    assert set(coverage.rules) == {rule for rule in RULES if rule.startswith("gateway.")}


def test_a_comment_in_php_is_no_code_and_can_accept_a_finding() -> None:
    commented = EXECUTES.replace("function", "// prohori: ignore gateway.no-query -- asked by the till\nfunction")
    one = FileReviewer().run("app/Bkash.php", commented.encode())
    assert [(i.rule, i.of, i.reason) for i in one.ignores] == [("gateway.no-query", 3, "asked by the till")]
    talk = "<?php\n// bkash: post('/tokenized/checkout/execute', ['paymentID' => 1])\nclass Bkash {}\n"
    assert FileReviewer().run("app/Bkash.php", talk.encode()).facts.gateway.executes is None


def test_v2_of_bkash_has_routes_like_those_of_the_older_checkout() -> None:
    v2 = "const at = 'https://tokenized.pay.bka.sh/%s';\nexport const pay = (paymentID) => post(`${at}/payment/execute`, paymentID);\n"
    assert lines("src/bkash.ts", v2 % "v2/tokenized-checkout", "gateway.route-mix") == []
    assert lines("src/bkash.ts", v2 % "v1.2.0-beta/tokenized/checkout", "gateway.route-mix") == [2]


def test_php_that_is_too_large_is_named_only_where_it_speaks_of_a_gateway() -> None:
    large = "<?php\n" + "$a = 1;\n" * 200_000
    assert FileReviewer().run("lang/bn.php", large.encode()).unread == ""
    assert "larger than" in FileReviewer().run("lang/bn.php", f"{large}$bkash = 1;".encode()).unread


def test_a_long_word_is_read_in_time() -> None:
    words = (
        f"const bkash = '{'a' * 9_000}';\nconst {'b' * 9_000} = amount; order.status = 'PAID'; execute_payment(1); x.statusCode = '0000';\n"
    )
    started = time.perf_counter()
    FileReviewer().run("src/bkash.ts", words.encode())
    assert time.perf_counter() - started < 2
