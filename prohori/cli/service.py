"""`prohori up`, `down`, `doctor`: the local Prefect server, and what is wrong."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

Flag = Annotated[bool, Parameter(negative="")]


def up() -> int:
    """Start the local Prefect server in the background, with its UI. Nothing happens where one answers already."""
    import os

    from prohori import prefect_environment, server
    from prohori.settings import load

    settings = load()
    prefect_environment.set_environment(settings)
    with server.available(settings) as starting:
        if starting:
            print(f"Starting the local Prefect server on port {settings.server_port} …", flush=True)  # noqa: T201
    print(f"Prefect UI: {os.environ['PREFECT_API_URL'].removesuffix('/api')}")  # noqa: T201
    return 0


def down() -> int:
    """Stop the local Prefect server. Its history stays."""
    from prohori import server
    from prohori.settings import load

    print("Stopped." if server.stop(load()) else "No local Prefect server is running.")  # noqa: T201
    return 0


def doctor(*, json: Flag = False) -> int:
    """Check what a run needs, and say the next command for what is wrong. Exit 1 if something is.

    Parameters
    ----------
    json
        Print JSON.
    """
    from prohori.engine.checkup import checkup

    checks = checkup()
    if json:
        print("[" + ",\n ".join(check.model_dump_json() for check in checks) + "]")  # noqa: T201
    else:
        from rich.text import Text

        from prohori.cli.console import out

        for check in checks:
            mark = {"ok": Text("ok      ", "green"), "warning": Text("warning ", "yellow"), "wrong": Text("wrong   ", "bold red")}[
                check.state
            ]
            out.print(mark.append(f"{check.what}: {check.found}", style="default"), soft_wrap=True)
            if check.next:
                out.print(f"        next: {check.next}", soft_wrap=True)
    return 1 if any(check.state == "wrong" for check in checks) else 0
