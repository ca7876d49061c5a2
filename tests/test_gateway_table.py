"""What the clients say of every documented code and every fault, over sockets; and the page that shows it."""

import pytest

from prohori.gateways.bkash_codes import DOCUMENTED
from tests import gateway_table
from tests.gateway_table import ROWS


@pytest.fixture(scope="module")
def observed(tmp_path_factory):
    return gateway_table.observe_all(tmp_path_factory.mktemp("gateways"))


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_code_or_a_fault_has_the_verdict_that_is_expected_of_it(row, observed):
    assert observed[str(row)] == row.expected


def test_the_page_shows_what_was_observed(observed):
    assert gateway_table.PAGE.read_text(encoding="utf-8") == gateway_table.page(observed), "run `python -m tests.gateway_table`"


def test_every_documented_code_has_a_row():
    shown = {row.case.split()[1] for row in ROWS if row.case.startswith("code ")}
    assert set(DOCUMENTED) - shown == {"0000"}


def test_no_case_stands_twice():
    assert len({str(row) for row in ROWS}) == len(ROWS) >= 80
