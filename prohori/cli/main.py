"""The `prohori` command. Commands import what they need when they run, so that `--help` answers at once."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from cyclopts import App, CycloptsError

from prohori import __version__
from prohori.cli.rules import list_rules

HELP = "Agent workflows over an ERP's code and integrations."

app = App(name="prohori", help=HELP, version=__version__, help_format="plaintext", suppress_keyboard_interrupt=False)
cache = App(name="cache", help="Look into the cache of steps.")
app.command(cache)
rules = App(name="rules", help="Look into the rulebook of Bangladesh: facts of law with their days, source and confidence.")
app.command(rules)
simulators = App(name="simulators", help="Stand-ins for the payment gateways on this machine, with state and faults on command.")
app.command(simulators)
perf = App(name="perf", help="Measure what the operator's targets take, and hold it against thresholds and baselines.")
app.command(perf)
logs = App(name="logs", help="Look into the journal: what ran, how it ended, what it took.")
app.command(logs)
app.command("prohori.cli.run:run", help="Run a workflow over an ERP repository.")
app.command("prohori.cli.resume:resume", help="Go on with a run that was killed or cancelled, or repeat what failed.")
app.command("prohori.cli.review:review", help="Review the code of an ERP, without a server.")
app.command("prohori.cli.show:list_workflows", name="list", help="List the workflows and their steps.")
app.command("prohori.cli.show:report", help="Print the report of a run.")
app.command("prohori.cli.show:status", help="Show the recent runs.")
app.command("prohori.cli.health:health", help="Show where the gateways stand, and how long each was up.")
app.command("prohori.cli.trust:trust", help="Look at a repository's own workflows and agents, and trust them.")
app.command("prohori.cli.service:up", help="Start the local Prefect server and its UI.")
app.command("prohori.cli.service:down", help="Stop the local Prefect server.")
app.command("prohori.cli.service:doctor", help="Check what a run needs; say what to do about what is wrong.")
cache.command("prohori.cli.cached:status", help="Show what the cache holds.")
cache.command("prohori.cli.cached:explain", help="Say why each step would be a hit or a miss, without running it.")
cache.command("prohori.cli.cached:inspect", help="Print a stored result with what was read for it.")
cache.command("prohori.cli.upkeep:report", help="Show per agent what is stored and what it saved.")
cache.command("prohori.cli.upkeep:invalidate", help="Remove stored results of an agent, a file or a commit.")
cache.command("prohori.cli.upkeep:prune", help="Remove what cannot answer any more.")
cache.command("prohori.cli.upkeep:optimize", help="Prune, and remove the oldest entries above a size.")
cache.command("prohori.cli.cached:clear", help="Remove everything from the cache.")
rules.command("prohori.cli.rules:list_rules", name="list", help="List the facts of the rulebook as they are on a day.")
rules.command("prohori.cli.rules:show", help="Show what a fact said when, with its sources.")
rules.command("prohori.cli.rules:due", help="List the facts to confirm, each with the document to open.")
rules.command("prohori.cli.registry:scan", help="List the business rules that a repository's code and data state.")
rules.command("prohori.cli.registry:report", help="Print the registry of a repository's rules as Markdown.")
rules.command("prohori.cli.registry:validate", help="Hold a repository's rules against the rulebook of a day.")
rules.command("prohori.cli.registry:diff", help="List the rules that changed since a commit, with a semantic version.")
rules.default(list_rules)
perf.command("prohori.cli.perf:measure", help="Measure targets now.")
perf.command("prohori.cli.perf:baseline", help="Show or set what later measurements are held against.")
perf.command("prohori.cli.perf:trends", help="Show how the medians move over time.")
perf.command("prohori.cli.perf:alerts", help="List what is too slow, slower than before, or not answered.")
perf.command("prohori.cli.perf:report", help="Write a page with plots.")
logs.command("prohori.cli.logs:query", help="Print the newest lines that match.")
logs.command("prohori.cli.logs:follow", help="Print lines that match as they are written.")
logs.command("prohori.cli.logs:analyze", help="Sum up outcomes, durations, savings and errors.")
logs.command("prohori.cli.logs:export", help="Write the journal as CSV, Parquet or Prometheus text.")
simulators.command("prohori.cli.simulators:up", help="Run simulators until they are interrupted.")
simulators.command("prohori.cli.simulators:list_simulators", name="list", help="Say what each simulator does not model, and the faults.")


def main(prefix: Sequence[str] = ()) -> NoReturn:
    """Runs the command line and exits. A `ProhoriError` is one message and its own exit code, never a traceback."""
    from prohori.errors import ProhoriError, UsageError

    # a command makes much that lives as long as it does: to look for garbage in it costs more than it finds
    gc.set_threshold(100_000, 20, 50)
    try:
        code = app([*prefix, *sys.argv[1:]], result_action="return_value", exit_on_error=False, print_error=True)
    except ProhoriError as error:
        print(f"prohori: {error}", file=sys.stderr)  # noqa: T201
        code = error.exit_code
    except CycloptsError:  # already printed
        code = UsageError.exit_code
    except KeyboardInterrupt:
        print("prohori: cancelled", file=sys.stderr)  # noqa: T201
        code = 130
    except BrokenPipeError:  # `prohori list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
