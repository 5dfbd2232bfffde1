"""Many clients that fetch one address over kept-open connections, as fast as the server lets them."""

from __future__ import annotations

import http.client
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlparse


@dataclass
class Load:
    """What came back: seconds a page, and seconds the whole took."""

    pages: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Pages a second over all clients."""
        return len(self.pages) / self.seconds


@dataclass
class _Tickets:
    """How many pages may still be fetched, and until when."""

    left: int
    until: float
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> bool:
        with self.lock:
            self.left -= 1
            return self.left >= 0 and time.perf_counter() < self.until


def load(url: str, *, clients: int, pages: int, seconds: float, cookie: str = "") -> Load:
    """GET `url` until `pages` came or `seconds` are over. A status other than 200 raises RuntimeError."""
    result, began = Load(), time.perf_counter()
    tickets = _Tickets(pages, began + seconds)
    with ThreadPoolExecutor(clients) as pool:
        for client in [pool.submit(_stay, url, cookie, tickets, result) for _ in range(clients)]:
            client.result()
    result.seconds = time.perf_counter() - began
    return result


def _stay(url: str, cookie: str, tickets: _Tickets, result: Load) -> None:
    """One client: page after page over one connection, while there are tickets."""
    address = urlparse(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=120)
    headers = {"Accept-Encoding": "gzip, br", "Cookie": cookie}
    try:
        while tickets.take():
            began = time.perf_counter()
            connection.request("GET", address.path, headers=headers)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise RuntimeError(f"GET {address.path} was answered {response.status}")
            result.pages.append(time.perf_counter() - began)
    finally:
        connection.close()
