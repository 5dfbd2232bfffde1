"""A tutor for authors: the nearest course, a journal in memory, one student, in the author's own kernel."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from ..errors import OperatorError
from ..records.values import Person
from .journal import MemoryJournal
from .protocol import Json
from .service import Tutor

if TYPE_CHECKING:
    from ..authoring.items import AuthoredItem

STUDENT = "author"


class LocalTutor:
    """The tutor of the course that `start` is in. Nothing it records outlives the kernel.

    An author who tries a check is never locked out: what is missing below it is excused first.
    """

    def __init__(self, start: Path | str | None = None, own: Mapping[str, AuthoredItem] | None = None) -> None:
        """Open the course from the folder `start` (the working directory by default) upward.

        `own` are items that stand for those of the same name in the course's files, as they are at each call.

        Raises OperatorError on a page, or where there is no course; CourseFaults for a course with faults.
        """
        _refuse_on_pages()
        from ..authoring import ItemBank, find_course, load_course

        self.folder = find_course(start)
        self._bank = ItemBank(self.folder)
        journal = MemoryJournal([Person(STUDENT, "You")])
        course = load_course(self.folder)
        self._own, self._taken = {} if own is None else own, {}
        self.tutor = Tutor(course, self._bank, journal, lambda: datetime.now(UTC), Random(), micro=())

    def call(self, verb: str, body: Mapping[str, Any]) -> Json:
        """The answer to a verb, as the server would give it. Raises LearnerError with words."""
        self._take_up()
        reply = self.tutor.call(STUDENT, verb, body)
        while verb == "next" and reply["state"] == "locked":
            for missing in reply["missing"]:
                self._excuse(missing["skill"])
            reply = self.tutor.call(STUDENT, verb, body)
        return reply

    def close(self) -> None:
        """End the item bank's process."""
        self._bank.close()

    def _take_up(self) -> None:
        """Let the items that the kernel holds now stand for those of the files."""
        if self._own == self._taken:
            return
        from ..authoring.trial import Over, Own

        self._taken = dict(self._own)
        self.tutor.reload(self.tutor.course, Over(self._bank, Own(self._taken, self.folder)), micro=())

    def _excuse(self, skill: str) -> None:
        body = {"student": STUDENT, "skill": skill, "reason": "preview", "request_id": f"preview.{skill}"[:64]}
        self.tutor.teacher_call("excuse", body, by=STUDENT)


def _refuse_on_pages() -> None:
    if os.environ.get("GAPLESS_PAGE") == "1":
        raise OperatorError(
            "A page has no tutor of its own", "GAPLESS_PAGE=1", "Its checks ask the server's tutor instead."
        )
