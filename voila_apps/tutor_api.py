"""The tutor over HTTP: one verb a POST. Who asks comes from the session, never from the request's body."""

from __future__ import annotations

import json
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated

from ..errors import NotAllowed, SignedOut, Unusable
from .guard import JsonGuard
from .identity import Somebody

LARGEST_BODY = 64 * 1024
# A notebook of two million bytes, every one of them escaped in JSON, and what goes with it.
LARGEST_HAND_IN = 4_000_000 + LARGEST_BODY
TEACHER_VERBS = {"class", "days", "answers", "excuse"}
TEACHER_VERBS |= {"class_forms", "form_open", "form_close", "rewards", "reward_promise", "reward_decide"}
TEACHER_VERBS |= {"queue", "spec", "spec_rule", "spec_edit", "practice_switch"}
ACTING_VERBS = {"answer", "hint", "show", "second_look", "hand_in", "odd", "spent"}
ACTING_VERBS |= {"form_start", "form_answer", "form_flag", "form_hand_in"}
STUDENT_VERBS = {"next", "home", "practice", "standing", "work", "place", "map", "day"} | ACTING_VERBS
STUDENT_VERBS |= {"forms", "form", "form_result", "ledger"}
AS = "X-Gapless-As"

_SIGN_IN = "You are signed out. Sign in again; your answer is kept here."
_NOT_YOURS = "Only a teacher can do that."
_ONLY_LOOKING = "A teacher can look here, and change nothing."
_TOO_LARGE = "This notebook is too large. Clear its outputs, save it and hand it in again."
_UNREADABLE = "This could not be read. Load the page again."


class TutorApi(JsonGuard):
    """POST /tutor/api/<verb>."""

    # Answered here and not by a redirect to the sign-in page, which a script could not follow.
    @allow_unauthenticated
    async def post(self, verb: str) -> None:
        """Ask the tutor. Errors become `{"error": …}` with their status."""
        if self.current_user is None:
            raise SignedOut(_SIGN_IN, "/sign-in")
        body, who, looked_at = self._body(verb), self.somebody, self.request.headers.get(AS, "")
        if verb == "who":
            self.answer(await self._who(who, looked_at))
        elif who.teaches:
            self.answer(await self._for_teacher(who, verb, body, looked_at))
        elif looked_at or verb in TEACHER_VERBS:
            raise NotAllowed(_NOT_YOURS, "/home")
        else:
            self.answer(await self.stage.in_thread(self.stage.tutor.call, who.username, verb, body))

    async def _for_teacher(self, who: Somebody, verb: str, body: dict[str, Any], looked_at: str) -> dict[str, Any]:
        if verb == "spent":  # a page doesn't know who reads it; a teacher's time is nobody's record
            return {"noted": False}
        if verb in STUDENT_VERBS:
            if not looked_at or verb in ACTING_VERBS:
                raise NotAllowed(_ONLY_LOOKING, "/class")
            body = {**body, "as_student": looked_at}
        return await self.stage.in_thread(self.stage.tutor.teacher_call, verb, body, who.username)

    async def _who(self, who: Somebody, looked_at: str) -> dict[str, Any]:
        """Who is signed in and, for a teacher who looks on, at whom: what a page can't carry itself."""
        seen = await self.stage.in_thread(self.stage.people.get, looked_at) if who.teaches and looked_at else None
        return {
            "id": who.username,
            "name": who.name,
            "role": who.role,
            "as": {"id": seen.id, "name": seen.name} if seen else None,
        }

    def _body(self, verb: str) -> dict[str, Any]:
        if verb == "hand_in" and len(self.request.body) > LARGEST_HAND_IN:
            raise Unusable(_TOO_LARGE)
        if verb != "hand_in" and len(self.request.body) > LARGEST_BODY:
            raise Unusable(_UNREADABLE)
        if not self.request.headers.get("Content-Type", "").startswith("application/json"):
            raise Unusable(_UNREADABLE)
        try:
            body = json.loads(self.request.body)
        except (ValueError, RecursionError) as error:
            raise Unusable(_UNREADABLE) from error
        if not isinstance(body, dict):
            raise Unusable(_UNREADABLE)
        return body
