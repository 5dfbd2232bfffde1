"""The pages themselves: who may open which, and what is sent."""

from __future__ import annotations

from typing import Any

from tornado.web import HTTPError

from ..errors import NotFound
from .guard import Guard
from .live import send_live
from .send import send_page

# A page's address → its name on the shelf; the ones with a student's id in front are the teacher's views of them.
LESSON = r"lesson/(?P<lesson>[\w.-]{1,100})"
_HOME_OF = {"student": "/home", "teacher": "/class"}


class Front(Guard):
    """GET /: everybody's own first page."""

    def get(self) -> None:
        """Go on to it."""
        self.redirect(_HOME_OF[self.somebody.role])


class Page(Guard):
    """What all pages share: the gate, and a snapshot to send."""

    async def prepare(self, **_: Any) -> None:  # type: ignore[override]  # the base returns an awaitable or None
        """Let in whom `may_open` lets in, before anything is read or started."""
        await super().prepare()
        if not self._finished and not await self.may_open(
            self.path_kwargs.get("student", ""), self.path_kwargs.get("lesson", "")
        ):
            self.refuse()

    async def may_open(self, student: str = "", lesson: str = "") -> bool:
        """Whether the person may open this page; may answer the request itself."""
        return True

    async def is_student(self, id: str) -> bool:
        """True for a student of this class. Raises HTTPError 404 for anybody else."""
        person = await self.stage.in_thread(self.stage.people.get, id)
        if person is None or person.role != "student":
            raise HTTPError(404)
        return True

    def refuse(self) -> None:
        """Send somebody who came to the wrong page to their own, or say so."""
        if not self._finished:
            raise HTTPError(403)

    async def send(self, name: str) -> None:
        """Send the page of this name on the shelf, once it is there."""
        page = await self.stage.shelf.get(name)
        # A page's script and its last beacon send the cookie back; nobody would set it otherwise.
        _ = self.xsrf_token
        send_page(self, page.body)


class StudentPage(Page):
    """/home and /practice; a teacher goes to the class instead."""

    async def may_open(self, student: str = "", lesson: str = "") -> bool:
        """Students may."""
        if self.somebody.teaches:
            self.redirect("/class")
        return not self.somebody.teaches

    async def get(self, name: str) -> None:
        """The page."""
        await self.send(name)


class TeacherPage(Page):
    """/class, and the teacher's views of a student's pages at /as/<student>/…"""

    async def may_open(self, student: str = "", lesson: str = "") -> bool:
        """Teachers may, and look at students of this class."""
        return self.somebody.teaches and (not student or await self.is_student(student))

    async def get(self, name: str, student: str = "") -> None:
        """The page."""
        await self.send(name)


class LessonPage(Page):
    """/lesson/<id>: open once its prerequisites are mastered; live where its widgets need Python."""

    async def may_open(self, student: str = "", lesson: str = "") -> bool:
        """Whoever has what the lesson builds on; teachers always."""
        if self.somebody.teaches:
            return True
        try:
            move = await self.stage.in_thread(self.stage.tutor.may_open, self.somebody.username, lesson)
        except NotFound as error:
            raise HTTPError(404) from error
        if move is not None:
            self._tell_what_is_missing(lesson, move)
        return move is None

    async def get(self, lesson: str, **_: str) -> None:
        """The lesson."""
        name = f"lesson/{lesson}"
        if (await self.stage.shelf.get(name)).reasons and self.get_query_argument("still", "") != "1":
            await send_live(self, name)
        else:
            await self.send(name)

    def _tell_what_is_missing(self, lesson: str, move: Any) -> None:
        title = self.stage.tutor.course.lessons[lesson].title
        self.show_message(title, move["words"], "", "", 403, links=move["missing"], list_title="First")


class LessonAs(LessonPage):
    """/as/<student>/lesson/<id>: a teacher's view; never locked, because the teacher looks at the lesson."""

    async def may_open(self, student: str = "", lesson: str = "") -> bool:
        """Teachers may."""
        return self.somebody.teaches and await self.is_student(student)


class Micro(Guard):
    """GET /tutor/micro/<skill>: the short lesson for one hole, as a piece of a page."""

    async def get(self, skill: str) -> None:
        """The fragment, for a student with this hole and for teachers."""
        if not self.somebody.teaches and not await self._has_hole(skill):
            raise HTTPError(404)
        page = await self.stage.shelf.get(f"micro/{skill}")
        send_page(self, page.body)

    async def _has_hole(self, skill: str) -> bool:
        practice = await self.stage.in_thread(self.stage.tutor.call, self.somebody.username, "practice", {})
        return any(hole["skill"] == skill for hole in practice["holes"])
