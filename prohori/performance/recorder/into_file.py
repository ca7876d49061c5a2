"""Becomes a command whose output goes to a file: `into_file.py FILE COMMAND…`."""

import os
import sys

os.dup2(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 1)
os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606
