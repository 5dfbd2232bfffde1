"""Who is signed in: a cookie signed with the class's secret, checked against the roster on every request."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any, Literal

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import RequestHandler
from traitlets import Any as AnyTrait

from ..records.values import Person
from .backstage import Backstage

DAYS = 30
# How long a removed person or a reset code may still be believed.
BELIEVED_SECONDS = 5.0


@dataclass
class Somebody(User):
    """A signed-in person: `username` is their id in the class."""

    role: str = "student"

    @property
    def teaches(self) -> bool:
        """Whether this is a teacher."""
        return self.role == "teacher"


class ClassIdentity(IdentityProvider):
    """Knows people by a signed, HttpOnly cookie; a reset code or a new password ends the sessions made before it."""

    stage: Backstage = AnyTrait()  # type: ignore[assignment]  # set by the server once all is built
    secret: bytes = AnyTrait()  # type: ignore[assignment]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._believed: dict[str, tuple[float, Person | None, str]] = {}
        # Cookies know no ports: two classes on one machine would sign each other's students out.
        self.cookie = f"gapless-{hashlib.sha256(b'cookie' + self.secret).hexdigest()[:8]}"

    @property
    def auth_enabled(self) -> Literal[True]:
        """Always: there is no anonymous use."""
        return True

    def get_handlers(self) -> list[Any]:
        """None of Jupyter's own sign-in pages."""
        return []

    async def get_user(self, handler: RequestHandler) -> Somebody | None:  # type: ignore[override]
        """Who sent this request, or None."""
        claim = _claim(handler.get_signed_cookie(self.cookie, max_age_days=DAYS))
        if claim is None:
            return None
        person, stamp = await self._known(claim[0])
        if person is None or stamp != claim[1]:
            return None
        return Somebody(person.id, person.name, role=person.role)

    async def sign_in(self, handler: RequestHandler, person: Person) -> None:
        """Give this browser the person's session."""
        stamp = await self.stage.in_thread(self.stage.people.stamp, person.id)
        secure = handler.request.protocol == "https"
        options = {"httponly": True, "samesite": "Lax", "secure": secure}
        handler.set_signed_cookie(self.cookie, json.dumps([person.id, stamp]), expires_days=DAYS, **options)

    def sign_out(self, handler: RequestHandler) -> None:
        """Take the session from this browser."""
        handler.clear_cookie(self.cookie)

    async def _known(self, id: str) -> tuple[Person | None, str]:
        until, person, stamp = self._believed.get(id, (0.0, None, ""))
        if until < time.monotonic():
            person, stamp = await self.stage.in_thread(self._look_up, id)
            if len(self._believed) > 10_000:
                self._believed.clear()
            self._believed[id] = (time.monotonic() + BELIEVED_SECONDS, person, stamp)
        return person, stamp

    def _look_up(self, id: str) -> tuple[Person | None, str]:
        person = self.stage.people.get(id)
        return person, self.stage.people.stamp(id) if person else ""


def _claim(cookie: bytes | None) -> tuple[str, str] | None:
    """The id and stamp in a cookie whose signature held."""
    if cookie is None:
        return None
    try:
        id, stamp = json.loads(cookie)
    except (ValueError, TypeError):
        return None
    return (id, stamp) if isinstance(id, str) and isinstance(stamp, str) else None
