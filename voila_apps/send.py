"""Sending bytes that are ready: compressed as the browser likes, or not at all where it has them."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from .assets import Body
from .guard import Guard


def send_page(handler: Guard, body: Body) -> None:
    """Answer with a page that is the same for everybody who may see it."""
    # The browser may keep it, but asks each time whether it may still show it: the gate comes first.
    handler.set_header("Cache-Control", "private, no-cache")
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    send_body(handler, body)


def send_body(handler: Guard, body: Body) -> None:
    """Answer with the smallest form of these bytes that the browser takes."""
    data, encoding = body.best(handler.request.headers.get("Accept-Encoding", ""))
    handler.set_header("Vary", "Accept-Encoding")
    handler.set_header("ETag", f'"{_digest(body.plain)}-{encoding or "plain"}"')
    if encoding:
        handler.set_header("Content-Encoding", encoding)
    if handler.check_etag_header():
        handler.set_status(304)
        handler.finish()
        return
    handler.set_header("Content-Length", str(len(data)))
    handler.finish(data)


@lru_cache(maxsize=256)
def _digest(plain: bytes) -> str:
    return hashlib.sha256(plain).hexdigest()[:20]


class AssetFile(Guard):
    """GET /assets/<name>: public, because a stylesheet holds nothing of anybody, and cached for good."""

    @allow_unauthenticated
    async def get(self, name: str) -> None:
        """The file of this name."""
        asset = await self.stage.in_thread(self.stage.assets.get, name)
        if asset is None:
            raise HTTPError(404)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.set_header("Content-Type", asset.media_type)
        send_body(self, asset.body)
