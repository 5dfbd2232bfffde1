"""The notebooks of an assignment as they were handed out, for a student to take home."""

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
