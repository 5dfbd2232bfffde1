"""The pages of a form and of what was earned: the views find in their address what to show."""

from __future__ import annotations

from tornado.web import HTTPError

from ..errors import NotFound
from .pages import StudentPage, TeacherPage


class FormPage(StudentPage):
    """GET /form/<id>: a form of the student's own, or its result."""

    async def get(self, form: str) -> None:  # type: ignore[override]  # its address names the form, not the page
        """The page; whose form it is, the tutor knows."""
        await self.send("forms")


class FormAs(TeacherPage):
    """GET /as/<student>/form/<id>: the same as the student sees it."""

    async def get(self, student: str, form: str) -> None:  # type: ignore[override]  # as above
        """The page."""
        await self.send("forms", student)


class LedgerPage(StudentPage):
    """GET /ledger: there is none where nothing is promised and nothing was earned."""

    async def get(self, name: str) -> None:
        """The page. Raises HTTPError 404."""
        try:
            await self.stage.in_thread(self.stage.tutor.call, self.somebody.username, "ledger", {})
        except NotFound as error:
            raise HTTPError(404) from error
        await self.send(name)
