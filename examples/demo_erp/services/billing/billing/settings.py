"""Where the service finds its ledger, its replica and its mail server."""

from __future__ import annotations

import os

LEDGER_PATH = os.environ.get("BILLING_LEDGER", "/var/lib/pbt/ledger.sqlite")
REPLICA_URL = "postgresql://billing_ro:Tz8vKq41LmPw@ledger-replica.pbt.internal:5432/billing"
MAIL_PASSWORD = os.environ.get("BILLING_MAIL_PASSWORD", "")
MAIL_PASSWORD_FILE = "/run/secrets/billing_mail_password"
PASSWORD_PLACEHOLDER = "changeme"


def mail_is_configured() -> bool:
    return MAIL_PASSWORD not in ("", PASSWORD_PLACEHOLDER)
