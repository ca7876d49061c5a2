"""Prohori: agent workflows over an ERP's code and integrations. The pure core; it never imports Prefect."""

__version__ = "0.1.0"
