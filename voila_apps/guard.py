"""What every request passes first: the host it asks for, who sends it, and how refusals are told."""

from __future__ import annotations

import ipaddress
import json
import logging
from typing import Any, cast

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from tornado.httputil import split_host_and_port
from tornado.web import HTTPError

from ..errors import LearnerError
from .backstage import Backstage
from .identity import Somebody

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{part} {sources}" for part, sources in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# title, words, words of the link, where it leads
_MESSAGES = {
    403: ("This page is not for you", "It belongs to somebody else, or to another role.", "Go to your page", "/"),
    404: ("There is no such page", "The address may be old, or a letter is missing.", "Go to your page", "/"),
    500: ("This page can't be shown now", "The trouble is on our side. Nothing of yours is lost.", "Try again", ""),
}
_API_WORDS = {
    403: ("not-allowed", "This page is too old to send that. Load it again; your answer is kept here."),
    500: ("trouble", "The trouble is on our side. Your answer is kept here. Try again in a moment."),
}


class Guard(JupyterHandler):
    """The base of all handlers."""

    @property
    def stage(self) -> Backstage:
        """What all handlers share."""
        return cast("Backstage", self.settings["backstage"])

    @property
    def log(self) -> logging.Logger:
        """The server's log."""
        return logging.getLogger("gapless.server")

    @property
    def somebody(self) -> Somebody:
        """Who is signed in; call it only where somebody must be."""
        return cast("Somebody", self.current_user)

    def set_default_headers(self) -> None:
        """The hardening headers, on every answer."""
        super().set_default_headers()
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")

    def check_host(self) -> bool:
        """Whether the request names a host that this server is; a name that merely points here is not one."""
        name = split_host_and_port(self.request.host.lower())[0].strip("[]")
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name == "localhost" or name in self.stage.names
        return address.is_loopback or self.stage.any_address or name in self.stage.names

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log what nobody expected; a refusal with words is not news."""
        if not isinstance(value, LearnerError):
            super().log_exception(typ, value, tb)

    def get_template(self, name: str) -> Any:
        """One of the message pages."""
        return self.stage.messages.get_template(name)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A page with words for the reader and one way on."""
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, LearnerError):
            self.show_message(error.words, "", "Go to your page", error.href or "/", error.status)
            return
        known = _MESSAGES.get(status_code) or _MESSAGES[500 if status_code >= 500 else 403]
        title, words, action, href = known
        self.show_message(title, words, action, href or self.request.path, status_code)

    def show_message(self, title: str, words: str, action: str, href: str, status: int = 200, **more: Any) -> None:
        """Answer with a page of a few words and one way on."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        # Errors may come before anybody was looked up.
        role = self.somebody.role if getattr(self, "_jupyter_current_user", None) else ""
        template = self.get_template("message.html.j2")
        more["has_work"] = bool(self.stage.tutor.course.assignments)
        self.finish(template.render(title=title, words=words, action=action, href=href, role=role, **more))


class NoSuchPage(Guard):
    """Every address that nothing else answers."""

    @allow_unauthenticated
    def prepare(self, **_: Any) -> None:  # type: ignore[override]  # nothing to wait for: nobody is looked up
        """Refuse, whoever asks, by whatever method."""
        raise HTTPError(404 if self.check_host() else 403)


class JsonGuard(Guard):
    """Handlers that speak JSON: refusals are `{"error": {"kind", "words", "href"}}`."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """The one place where what went wrong becomes words for a page."""
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, LearnerError):
            self.set_status(error.status)
            self.answer({"error": {"kind": error.kind, "words": error.words, "href": error.href}})
            return
        kind, words = _API_WORDS.get(status_code) or _API_WORDS[500 if status_code >= 500 else 403]
        self.answer({"error": {"kind": kind, "words": words, "href": ""}})

    def answer(self, value: dict[str, Any]) -> None:
        """Send JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(value, ensure_ascii=False))
