"""`prohori simulators`: payment gateways that are not there, on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from contextlib import ExitStack
    from pathlib import Path

    from prohori.simulators.faults import Fault
    from prohori.simulators.server import Running, Simulator

Flag = Annotated[bool, Parameter(negative="")]
Name = Literal["all", "bkash", "nagad", "sslcommerz"]
FIRST_PORT = 4270
CLIENTS_FILE = "gateways.json"


def up(
    name: Name = "all",
    /,
    *,
    port: Annotated[int, Parameter(name=["--port", "-p"])] = FIRST_PORT,
    fault: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    tls: Flag = False,
    webhook: str | None = None,
) -> int:
    """Run simulators until they are interrupted. They answer on 127.0.0.1 only, and say in each answer that they are simulated.

    Parameters
    ----------
    name
        `bkash`, `nagad`, `sslcommerz`, or `all`.
    port
        Port of the first; the others take the next ones.
    fault
        `[OPERATION:]KIND[=VALUE][*TIMES]`, for example `execute:answer-lost*1`. May be given again.
    tls
        Answer over TLS, with a certificate authority of their own.
    webhook
        URL on 127.0.0.1 to which bKash's notifications are sent.
    """
    import contextlib
    import signal
    import threading

    from prohori.settings import load
    from prohori.simulators.faults import parse

    faults = tuple(parse(text) for text in fault)
    folder, stopped = load().folder("simulators"), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with contextlib.ExitStack() as stack:
        started = list(_started(stack, name, port, faults, _context(folder, faults, tls=tls), webhook))
        _tell(folder, started, tls=any(running.origin.startswith("https") for running in started))
        stopped.wait()
    print("Stopped.")  # noqa: T201
    return 0


def _context(folder: Path, faults: tuple[Fault, ...], *, tls: bool) -> ssl.SSLContext | None:
    from prohori.simulators.authority import Authority

    expired = any(fault.kind == "expired-certificate" for fault in faults)
    return Authority(folder).server(expired=expired) if tls or expired else None


def _started(
    stack: ExitStack, name: Name, port: int, faults: tuple[Fault, ...], tls: ssl.SSLContext | None, webhook: str | None
) -> Iterator[Running]:
    from prohori.simulators import catalogue
    from prohori.simulators.server import serving

    names = catalogue.NAMES if name == "all" else (name,)
    for number, one in enumerate(names):
        at = port + number if port else 0
        yield stack.enter_context(serving(catalogue.made(one, webhook=webhook), port=at, tls=tls, faults=faults))


def _tell(folder: Path, started: list[Running], *, tls: bool) -> None:
    import json
    import shlex

    from prohori.gateways.bkash_tokens import replace
    from prohori.simulators import catalogue

    authority = str(folder / "simulators-ca.pem") if tls else None
    settings = {running.gateway.name: catalogue.client_settings(running, authority) for running in started}
    file = folder / CLIENTS_FILE
    replace(file, json.dumps(settings).encode())
    for running in started:
        print(f"{running.gateway.name} (simulated): {running.origin}")  # noqa: T201
    print(f'Their credentials, for clients:  export PROHORI_GATEWAYS="$(cat {shlex.quote(str(file))})"')  # noqa: T201
    print("What they do not model: `prohori simulators list`. Ctrl-C ends them.", flush=True)  # noqa: T201


def list_simulators() -> int:
    """Say what each simulator does not model, and the faults that `--fault` takes."""
    from prohori.simulators import catalogue
    from prohori.simulators.faults import KINDS

    for name in catalogue.NAMES:
        kind: type[Simulator] = catalogue.KINDS[name]
        print(f"{name} (simulated). Not modelled:")  # noqa: T201
        for one in kind.not_modelled:
            print(f"  - {one}")  # noqa: T201
    print("Faults, as [OPERATION:]KIND[=VALUE][*TIMES]:")  # noqa: T201
    for fault, meaning in KINDS.items():
        print(f"  {fault:<20} {meaning}")  # noqa: T201
    return 0
