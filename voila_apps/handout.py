"""The notebooks of an assignment as they were handed out, and what grading wrote about a student's own."""

from __future__ import annotations

from tornado.web import HTTPError

from .pages import StudentPage


class Handout(StudentPage):
    """GET /handout/<assignment>/<notebook>.ipynb: the release version, without solutions and hidden tests."""

    async def get(self, assignment: str, notebook: str) -> None:  # type: ignore[override]  # its address has two parts
        """The file. HTTPError 404 where nothing of that name was handed out."""
        if assignment not in self.stage.tutor.course.assignments:
            raise HTTPError(404)
        content = await self.stage.in_thread(self.stage.tray.handout, assignment, notebook)
        if content is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "application/x-ipynb+json")
        self.set_header("Content-Disposition", f'attachment; filename="{notebook}.ipynb"')
        self.finish(content)


# The page is made of what a student's notebook put out: nothing in it may run, load or lead anywhere of ours.
_SHUT_IN = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


class FeedbackPage(StudentPage):
    """GET /feedback/<assignment>/<notebook>.html: what grading wrote about the student's own notebook."""

    async def get(self, assignment: str, notebook: str) -> None:  # type: ignore[override]  # its address has two parts
        """The page. HTTPError 404 where nothing of theirs was graded."""
        if assignment not in self.stage.tutor.course.assignments or notebook.startswith("."):
            raise HTTPError(404)
        tray, student = self.stage.tray, self.somebody.username
        content = await self.stage.in_thread(tray.feedback, student, assignment, notebook)
        if content is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", f"{_SHUT_IN}; frame-ancestors 'none'")
        self.finish(content)
