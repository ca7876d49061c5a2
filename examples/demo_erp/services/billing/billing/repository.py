"""Search and lists for the counter, straight from the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence


class CustomerRepository:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def by_name(self, name: str) -> list[tuple]:
        return self._connection.execute(f"SELECT id, name, bin FROM customer WHERE name LIKE '%{name}%'").fetchall()

    def by_district(self, district: str) -> list[tuple]:
        query = "SELECT id, name, bin FROM customer WHERE district = '" + district + "' ORDER BY name"
        return self._connection.execute(query).fetchall()

    def by_tin(self, tin: str) -> tuple | None:
        return self._connection.execute("SELECT id, name, bin FROM customer WHERE tin = ?", (tin,)).fetchone()

    def by_ids(self, ids: Sequence[int]) -> list[tuple]:
        marks = ", ".join("?" * len(ids))
        return self._connection.execute(f"SELECT id, name, bin FROM customer WHERE id IN ({marks})", tuple(ids)).fetchall()

    def page(self, size: int, after: int = 0) -> list[tuple]:
        columns = "SELECT id, name, district, bin"
        return self._connection.execute(columns + " FROM customer WHERE id > ? ORDER BY id LIMIT ?", (after, size)).fetchall()

    def names_by_project(self) -> dict[int, str]:
        names = {}
        for project, name in self._connection.execute("SELECT project.id, customer.name FROM project JOIN customer ON customer.id = customer_id"):
            names[project] = name
        return names

    def rename(self, changes: dict[int, str]) -> str:
        self._connection.executemany("UPDATE customer SET name = ? WHERE id = ?", [(name, key) for key, name in changes.items()])
        return f"Update of {len(changes)} customers, select one to see it"
