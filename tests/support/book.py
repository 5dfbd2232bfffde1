"""The class's record, read from beside the server: what was asked, with its key, and what was answered."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Book:
    """A read-only view of `records.sqlite`. Every call opens the file anew, so it is always of now."""

    path: Path

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)
        try:
            yield connection
        finally:
            connection.close()

    def events(self, student: str, kind: str | None = None) -> list[dict[str, Any]]:
        """The student's events in order, each `{seq, kind, request, body}`; of one `kind` if it is given."""
        query = "SELECT seq, kind, request, body FROM event WHERE student = ? ORDER BY seq"
        with self._open() as connection:
            rows = connection.execute(query, (student,)).fetchall()
        events = [{"seq": s, "kind": k, "request": r, "body": json.loads(b)} for s, k, r, b in rows]
        return [event for event in events if kind in (None, event["kind"])]

    def asked(self, student: str, question: str) -> dict[str, Any]:
        """The body of the event that asked this question; its `snapshot` holds the key."""
        (body,) = [e["body"] for e in self.events(student, "asked") if e["body"]["question"] == question]
        return body

    def key(self, student: str, question: str) -> str:
        """The right answer to a question, as text."""
        return self.asked(student, question)["snapshot"]["key"]

    def mistake(self, student: str, question: str) -> tuple[str, str]:
        """One mal-rule of a question and the answer it makes: `(misconception id, text)`."""
        return sorted(self.asked(student, question)["snapshot"]["mistakes"].items())[0]

    def print(self, *, of: str | None = None) -> str:
        """A hash of every table, or of the events of one student: equal prints mean that nothing changed."""
        with self._open() as connection:
            text = "\n".join(connection.iterdump()) if of is None else json.dumps(self.events(of))
        return hashlib.sha256(text.encode()).hexdigest()
