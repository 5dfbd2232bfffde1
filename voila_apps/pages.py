"""The pages themselves: who may open which, and what is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tornado.web import HTTPError

from ..errors import NotFound
from .assets import Body
from .guard import Guard
from .live import send_live
from .send import send_page

# A page's address → its name on the shelf; the ones with a student's id in front are the teacher's views of them.
LESSON = r"lesson/(?P<lesson>[\w.-]{1,100})"
_DONE = {"mastered", "kept", "due", "excused", "placed"}
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

    async def send(self, name: str, student: str = "") -> None:
        """Send the page of this name on the shelf, once it is there; for a teacher as this `student` sees it."""
        page = await self.stage.shelf.get(name)
        # A page's script and its last beacon send the cookie back; nobody would set it otherwise.
        _ = self.xsrf_token
        send_page(self, await self._seen_as(student, name, page.body) if student else page.body)

    async def _seen_as(self, student: str, name: str, body: Body) -> Body:
        """The page under a bar that says whose view it is, with links that stay in it."""
        header = self.get_template("header.html.j2")
        seen = await self.stage.in_thread(self.stage.people.get, student)
        start, _, rest = body.plain.partition(b"<header")
        end = rest.partition(b"</header>")[2]
        course = self.stage.tutor.course
        facts = {"course_title": course.title, "has_work": bool(course.assignments)}
        shown = header.render(role="student", seen=seen, page=name, **facts)
        return Body(start + shown.encode() + end)


class StudentPage(Page):
    """/home, /day, /practice, /review, /placement and /work; a teacher goes to the class instead."""

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
        await self.send(name, student)


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
            await self._tell_what_is_missing(lesson, move)
        return move is None

    async def get(self, lesson: str, student: str = "") -> None:
        """The lesson."""
        name = f"lesson/{lesson}"
        if (await self.stage.shelf.get(name)).reasons and self.get_query_argument("still", "") != "1":
            seen = await self.stage.in_thread(self.stage.people.get, student) if student else None
            await send_live(self, name, seen)
        else:
            await self.send(name, student)

    async def _tell_what_is_missing(self, lesson: str, move: Any) -> None:
        home = await self.stage.in_thread(self.stage.tutor.call, self.somebody.username, "home", {})
        first = first_open([one["skill"] for one in move["missing"]], home["map"]["skills"])
        action = (f"Start with {first['title']}", first["href"]) if first else ("Go home", "/home")
        title = self.stage.tutor.course.lessons[lesson].title
        # A blocked lesson is an ordinary page to arrive at; browsers report other statuses than 200 as errors.
        self.show_message(title, move["words"], *action, missing=move["missing"])


class LessonAs(LessonPage):
    """/as/<student>/lesson/<id>: a teacher's view; never locked, because the teacher looks at the lesson."""

    async def may_open(self, student: str = "", lesson: str = "") -> bool:
        """Teachers may."""
        return self.somebody.teaches and await self.is_student(student)


def first_open(missing: Sequence[str], skills: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The first skill on the way to `missing` that the student can work on now, as the map shows it."""
    known = {skill["id"]: skill for skill in skills}
    waiting = [skill for skill in missing if skill in known]
    for skill in waiting:
        if known[skill]["state"] != "locked":
            return known[skill]
        behind = known[skill]["prerequisites"]
        waiting += [one for one in behind if one in known and one not in waiting and known[one]["state"] not in _DONE]
    return None


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
