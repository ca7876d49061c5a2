"""`prohori trust`, `list` and `run` over a repository that brings definitions; the same through Prefect."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from tests.conftest import PROHORI
from tests.trust import AGENT, WORKFLOW, erp


@pytest.fixture
def repository(tmp_path):
    return erp(tmp_path / "erp", {".prohori/README.md": "hello"})


def test_trust_shows_what_would_be_trusted_and_needs_a_yes(prohori, repository):
    asked = prohori("trust", repository.path)
    assert asked.returncode == 2
    assert f"next: `prohori trust --yes {repository.path}`" in asked.stderr
    for said in ("untrusted", "workflow nightly (sequential): What is checked at night.", "runs the code of code-reviewer",
                 'preset {"module": "billing"}', "not used: .prohori/README.md"):  # fmt: skip
        assert said in asked.stdout
    assert prohori("trust", "--list").stdout == "No repository's definitions are trusted.\n"


def test_trusting_listing_and_revoking(prohori, repository):
    before = prohori.json("list", "--repo", repository.path)["repository"]
    assert (before["trust"], before["workflows"][0]["name"], before["agents"][0]["origin"]) == ("untrusted", "nightly", "repository")
    assert prohori("trust", repository.path, "--yes").returncode == 0
    assert f"{repository.path}  2 definitions" in prohori("trust", "--list").stdout
    listed = prohori("list", "--repo", repository.path).stdout
    assert f"in {repository.path}/.prohori: trusted, since" in listed
    assert "agent billing-reviewer (uses code-reviewer)" in listed
    assert prohori("trust", "--revoke", repository.path).returncode == 0
    ran = prohori("run", "nightly", "--repo", repository.path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "nobody has trusted them" in ran.stderr
    assert prohori("trust", "--revoke", repository.path).returncode == 2


def test_how_many_shards_run_at_once_is_shown_before_it_is_trusted(prohori, repository):
    wide = WORKFLOW.replace("sequential", "sequential\nmax_parallel: 8") + "    shard: service\n"
    repository.write({".prohori/workflows/nightly.yaml": wide})
    assert "workflow nightly (sequential, 8 at once)" in prohori("trust", repository.path, "--yes").stdout


def test_list_without_a_repository_is_about_the_built_in_workflows(prohori):
    listed = prohori.json("list")
    assert [one["name"] for one in listed["workflows"]] == [
        "bangladesh-compliance",
        "finance-feature",
        "health-check",
        "payment-gateway-test",
        "performance-optimization",
    ]
    assert listed["repository"] is None


def test_a_wrong_definition_is_listed_with_its_place(prohori, repository):
    repository.write({".prohori/agents/x.md": "---\nname: x\ndescription: d\neffects: [process]\n---\n"})
    assert ".prohori/agents/x.md:4:1" in prohori.json("list", "--repo", repository.path)["repository"]["error"]
    refused = prohori("trust", repository.path, "--yes")
    assert refused.returncode == 2
    assert ".prohori/agents/x.md:4:1" in refused.stderr


def test_after_a_change_trust_shows_the_difference(prohori, repository):
    prohori("trust", repository.path, "--yes")
    repository.write({".prohori/agents/billing-reviewer.md": AGENT.replace("Review it.", "Review\x1b[2J nothing.")})
    shown = prohori("trust", repository.path).stdout
    assert "-Review it." in shown
    assert "+Review\N{REPLACEMENT CHARACTER}[2J nothing." in shown
    assert "\x1b" not in shown


def test_what_a_workflow_makes_of_its_outcomes_is_shown(prohori, repository):
    repository.write({".prohori/workflows/nightly.yaml": WORKFLOW.replace("steps:", "on_degraded: warn\nsteps:")})
    assert "on_degraded: warn" in prohori("trust", repository.path).stdout


def test_a_record_that_cannot_be_written_is_an_ordinary_error(prohori, repository):
    prohori("trust", repository.path, "--yes")
    (record,) = (prohori.home / "trust").glob("*.json")
    record.unlink()
    (record / "x").mkdir(parents=True)
    for arguments in ((repository.path, "--yes"), ("--revoke", repository.path)):
        ran = prohori("trust", *arguments)
        assert ran.returncode == 2
        assert "A record of trust cannot be changed" in ran.stderr


def test_a_description_cannot_pass_for_a_line_of_ours(prohori, repository):
    forged = WORKFLOW.replace("What is checked at night.", '"Checks.\\nTrusted: exactly this content"')
    repository.write({".prohori/workflows/nightly.yaml": forged})
    assert "\nTrusted:" not in prohori("trust", repository.path).stdout


@pytest.mark.parametrize(("answer", "state"), [("y\n", "trusted"), ("n\n", "untrusted"), ("\n", "untrusted")])
def test_at_a_terminal_it_asks_and_the_default_is_no(prohori, repository, answer, state):
    ours, theirs = pty.openpty()
    os.write(ours, answer.encode())
    ran = subprocess.run(
        [PROHORI, "trust", str(repository.path)], env=prohori.environment, stdin=theirs, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)
    assert ran.returncode == (0 if state == "trusted" else 1), ran.stderr
    assert prohori.json("list", "--repo", repository.path)["repository"]["trust"] == state


def test_the_doctor_knows_whether_the_repository_is_trusted(prohori, repository):
    def found():
        checks = prohori.json("doctor", PROHORI_REPO=str(repository.path))
        return [(one["state"], one["next"]) for one in checks if one["what"] == "repository's definitions"]

    assert found() == [("warning", f"`prohori trust {repository.path}`")]
    prohori("trust", repository.path, "--yes")
    assert found() == [("ok", "")]


def test_through_prefect_a_flow_runs_what_is_trusted_and_refuses_the_rest(served, repository):
    """The flow opens the repository itself, as it does on a worker and in a schedule."""
    script = (
        "import sys\nfrom flows.sequential import sequential\nfrom prohori.engine.request import RunRequest\n"
        "state = sequential(RunRequest(workflow='nightly', repository=sys.argv[1]), return_state=True)\n"
        "print(state.name, '|', state.message)\n"
    )

    def flow() -> str:
        ran = subprocess.run(
            [sys.executable, "-c", script, str(repository.path)], env={**served.environment, "PREFECT_API_URL": served.api_url},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        return ran.stdout + ran.stderr

    refused = flow()
    assert "Failed |" in refused
    assert f"`prohori trust {repository.path}` shows them and asks" in refused
    assert served("trust", repository.path, "--yes").returncode == 0
    assert "Completed |" in flow()
    ran = served.json("run", "nightly", "--repo", repository.path)
    assert ran["from_cache"]
    assert {f["path"] for f in ran["steps"][0]["report"]["findings"]} == {"billing/rates.py"}
    assert "hit" in served("cache", "explain", "nightly", "--repo", repository.path).stdout


def test_an_agent_that_needs_a_model_runner_fails_its_step_and_says_so(served, repository):
    repository.write({".prohori/agents/billing-reviewer.md": "---\nname: billing-reviewer\ndescription: d\n---\nJudge.\n"})
    served("trust", repository.path, "--yes")
    result = served.json("run", "nightly", "--repo", repository.path)
    assert (result["outcome"], result["steps"][0]["outcome"]) != ("succeeded", "ok")
    assert "needs a model runner, which is not there yet" in result["steps"][0]["reason"]
