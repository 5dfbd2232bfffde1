"""Signing in with a personal code, or as a teacher by name and password; and signing out."""

from __future__ import annotations

import math
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated

from ..records.codes import LONGEST_CODE, LONGEST_PASSWORD, split_code
from ..records.people import teacher_id
from ..records.values import Person
from .guard import Guard
from .identity import ClassIdentity

UNKNOWN_CODE = "I don't know this code. Look at your card again, letter by letter."
UNKNOWN_TEACHER = "This name and password don't go together. Try once more."
WAIT = "That was a lot of tries. Wait {seconds} seconds, then try once more."


class SignIn(Guard):
    """The sign-in page and its two forms."""

    @allow_unauthenticated
    def get(self) -> None:
        """The page; its script sends somebody who is signed in on at once, unless the address holds a code."""
        self._show()

    @allow_unauthenticated
    async def post(self) -> None:
        """Try a code, or a name and password."""
        name, password = self._field("name"), self._field("password")
        code = self._field("code")
        teaches = bool(name or password)
        key = f"teacher {teacher_id(name)}" if teaches else f"student {split_code(code)[0]}"
        if not self._may_try(key):
            return
        person = await self._proved(code, name, password, teaches)
        if person is None:
            self.stage.by_address.failed(self._address)
            self.stage.by_name.failed(key)
            self._show(UNKNOWN_TEACHER if teaches else UNKNOWN_CODE, 401, teaches)
            return
        self.stage.by_name.forget(key)
        await self._identity.sign_in(self, person)
        self.redirect(self._next(), status=303)

    def _may_try(self, key: str) -> bool:
        wait = max(self.stage.by_address.wait(self._address), self.stage.by_name.wait(key))
        if wait > 0:
            self.set_header("Retry-After", str(math.ceil(wait)))
            self._show(WAIT.format(seconds=math.ceil(wait)), 429, key.startswith("teacher"))
        return wait <= 0

    async def _proved(self, code: str, name: str, password: str, teaches: bool) -> Person | None:
        people = self.stage.people
        async with self.stage.proofs:
            if teaches:
                return await self.stage.in_thread(people.verify_teacher, name, password)
            return await self.stage.in_thread(people.verify, code)

    def _show(self, error: str = "", status: int = 200, teaches: bool = False) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        signed_in = self.somebody.name if self.current_user is not None else ""
        values: dict[str, Any] = {"error": error, "teaches": teaches, "next": self._next(), "signed_in": signed_in}
        template = self.get_template("sign-in.html.j2")
        self.finish(template.render(title="Sign in", xsrf=self.xsrf_token.decode(), **values))

    def _field(self, name: str) -> str:
        return self.get_body_argument(name, "")[: max(LONGEST_CODE, LONGEST_PASSWORD)]

    def _next(self) -> str:
        """Where to go on: a path of this server, never another place."""
        path = self.get_argument("next", "/")
        plain = path.isprintable() and path.startswith("/") and not path.startswith(("//", "/\\", "/sign-"))
        return path if plain else "/"

    @property
    def _address(self) -> str:
        return self.request.remote_ip or ""

    @property
    def _identity(self) -> ClassIdentity:
        identity = self.identity_provider
        assert isinstance(identity, ClassIdentity)
        return identity


class SignOut(Guard):
    """Ends the session of this browser and the person's live pages."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Sign out, unless another site made the browser come here."""
        if self.request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none"):
            await self._sign_out()
        self.redirect("/sign-in")

    async def post(self) -> None:
        """Sign out."""
        await self._sign_out()
        self.redirect("/sign-in", status=303)

    async def _sign_out(self) -> None:
        identity = self.identity_provider
        assert isinstance(identity, ClassIdentity)
        identity.sign_out(self)
        if self.current_user is not None:
            await self.stage.kernels.end_all_of(self.somebody.username)
