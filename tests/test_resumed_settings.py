"""What the operator's settings are while a run goes on that was begun under others."""

import pytest

from prohori.engine.checkpoint import claimed
from prohori.engine.run import run_workflow
from prohori.model import Coverage, StepOutcome, report
from tests.inline import Agents, Inline, agent, workspace
from tests.repositories import Repository

BEFORE, NOW = ({"probes": {name: {"url": f"http://127.0.0.1/{name}"}}} for name in ("before", "now"))


@pytest.mark.parametrize("ttl", [72, "off"])
def test_a_step_that_was_told_a_setting_which_has_changed_is_asked_again(tmp_path, ttl):
    erp, asked = Repository.create(tmp_path / "erp", {"a.txt": "a"}).path, []

    def probing(job, reads):
        asked.append("probing")
        return report(job.agent, ", ".join(reads.setting("probes")), coverage=Coverage(files=1))

    def reading(job, reads):
        asked.append("reading")
        return report(job.agent, reads.text("a.txt"), coverage=Coverage(files=1))

    agents = Agents({**agent("probing", probing, ttl=ttl), **agent("reading", reading, ttl=ttl)})

    def attempt(settings):
        steps = [{"agent": "probing"}, {"agent": "reading"}]
        made = workspace(erp, tmp_path / "state", agents, steps, settings_=settings)
        with claimed(tmp_path / "run") as checkpoint:
            checkpoint.begin(made)
            return run_workflow(made, Inline, "r", on_step=lambda _: None, checkpoint=checkpoint)

    attempt(BEFORE)
    result = attempt(NOW)
    assert [step.outcome for step in result.steps] == [StepOutcome.ok, StepOutcome.ok]
    assert result.steps[0].report.summary == "now"
    assert asked == ["probing", "reading", "probing"]
    assert result.continued.kept == ("reading",)
