"""Billing of Padma Build & Trade: invoices, dues, reminders."""

__version__ = "3.4.0"
