"""Sets what Prefect reads only while it is imported. Import this before Prefect: the first import of every flow file.

Where `PREFECT_API_URL` is set (a worker, a server of the team, Prefect Cloud), only telemetry is switched off. Elsewhere
runs go to the local server of `prohori up`, whose database lies in `PROHORI_HOME/prefect`.
"""

from __future__ import annotations

import os

from prohori.settings import Settings, load

OWN_SERVER = "PROHORI_OWN_SERVER"
"""Set in the environment when the API is our local server, and not one that the user chose."""


def set_environment(settings: Settings) -> None:
    """Existing variables win. Idempotent."""
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    if "PREFECT_API_URL" not in os.environ:
        os.environ["PREFECT_API_URL"] = local_api(settings)
        os.environ[OWN_SERVER] = "1"
        os.environ.setdefault("PREFECT_HOME", str(settings.home / "prefect"))


def local_api(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.server_port}/api"


set_environment(load())
