"""The transport below the client: one host, few headers, no compression, and only so many bytes back."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx2

from .canonical import canonical

# What a server has to know. The client adds the machine's system, architecture and Python: nobody's business.
SENT = {"host", "authorization", "content-type", "accept", "connection"}


class Refused(httpx2.TransportError):
    """This side ended the exchange; `why` is the reason in one word."""

    why = "refused"


class TooBig(Refused):
    """More bytes came than are read."""

    why = "too-many-bytes"


class Compressed(Refused):
    """The body is compressed though none was asked for: it could be any size."""

    why = "compressed"


class Elsewhere(Refused):
    """Something asked for another host than the configured one."""

    why = "other-host"


class NarrowTransport(httpx2.AsyncBaseTransport):
    """Lets requests through to `origin` alone, and at most `most` bytes of each answer's body back.

    `signed` requests carry the key.
    """

    def __init__(self, origin: httpx2.URL, most: int, signed: bool) -> None:
        self._origin = (origin.scheme, origin.host, origin.port)
        self._most = most
        self._sent = SENT if signed else SENT - {"authorization"}
        self._below = httpx2.AsyncHTTPTransport(trust_env=False, retries=0)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the body in its canonical form with few headers; raises Refused for what must not be."""
        if (request.url.scheme, request.url.host, request.url.port) != self._origin:
            raise Elsewhere("another host was asked for")
        response = await self._below.handle_async_request(self._narrowed(request))
        if response.headers.get("content-encoding", "identity").lower() not in ("identity", ""):
            await response.aclose()
            raise Compressed("the body is compressed")
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _Counted(response.stream, self._most)
        return response

    def _narrowed(self, request: httpx2.Request) -> httpx2.Request:
        headers = {name: value for name, value in request.headers.items() if name in self._sent}
        headers.update({"user-agent": "gapless", "accept-encoding": "identity"})
        body = canonical(json.loads(request.content))
        return httpx2.Request(request.method, request.url, headers=headers, content=body, extensions=request.extensions)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._below.aclose()


class _Counted(httpx2.AsyncByteStream):
    """A body that ends in TooBig rather than go on for ever."""

    def __init__(self, below: httpx2.AsyncByteStream, most: int) -> None:
        self._below, self._most = below, most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for chunk in self._below:
            seen += len(chunk)
            if seen > self._most:
                raise TooBig("too many bytes")
            yield chunk

    async def aclose(self) -> None:
        await self._below.aclose()
