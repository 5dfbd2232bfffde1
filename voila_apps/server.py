"""The server of one class: Voila, standing alone, with our own doors."""

from __future__ import annotations

import asyncio
import logging
import shutil
import signal
import socket
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tornado.web
from jupyter_server.auth.authorizer import AllowAllAuthorizer
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.httpserver import HTTPServer
from traitlets.config import Application, Config
from voila.app import Voila
from voila.configuration import VoilaConfiguration

from ..graders.batches import Tray
from .assets import Assets
from .backstage import Backstage, People, Tutoring
from .cache import PageCache
from .catalog import Catalog
from .departures import watch_departures
from .edits import Edits
from .guard import HEADERS, NoSuchPage
from .identity import ClassIdentity
from .kernels import OwnPythonOnly, PersonalKernels
from .listen import EVERY_ADDRESS, LOCAL, bind
from .render import make_environment
from .routes import ROUTES
from .shelf import Shelf, sheets_of

# What a page may send to its kernel: widgets, and nothing that runs code.
MESSAGES = ["comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request", "shutdown_request"]
LARGEST_REQUEST = 6 * 1024 * 1024  # a notebook that is a little too large can still be told so


@dataclass(frozen=True)
class House:
    """What a server serves: the class folder, its secret and people, the course folder, the tutor.

    `edits` watches a course that its author saves meanwhile.
    """

    dir: Path
    secret: bytes
    people: People
    course: Path
    tutor: Tutoring
    edits: Edits | None = None


class Server(Voila):
    """Serves a class until `stop_soon`, SIGINT or SIGTERM; afterwards no kernel, thread or socket of it is left."""

    name = "gapless"

    def __init__(self, house: House, host: str = "127.0.0.1", port: int = 8866, names: Sequence[str] = ()) -> None:
        """`names` are host names it answers to besides `host` and those of this machine; port 0 takes a free one.

        Raises PortTaken, or OperatorError for an address that can't be listened on.
        """
        super().__init__(config_file_paths=[], ip=host, port=port, log_level=logging.WARNING, config=_config())
        self.house = house
        self._sockets = bind(host, port)
        self.port = self._sockets[0].getsockname()[1]
        self._names = frozenset(name.lower() for name in (*names, host, socket.gethostname()))
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the server."""
        host = "127.0.0.1" if self.ip in EVERY_ADDRESS else self.ip
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def initialize(self, argv: Any = None) -> None:
        """Prepare what Voila needs; no command line, no configuration file, no signal handler of its own."""
        Application.initialize(self, [])
        self.voila_configuration = VoilaConfiguration(
            parent=self,
            allow_template_override="NO",
            allow_theme_override="NO",
            multi_kernel_manager_class=PersonalKernels,
            kernel_spec_manager_class=OwnPythonOnly,
        )
        self.identity_provider_class = ClassIdentity

    def start(self, on_ready: Callable[[], None] | None = None) -> None:
        """Serve; returns when the server has stopped and everything of it is gone."""
        self.initialize()
        asyncio.run(self._serve(on_ready))

    def stop_soon(self) -> None:
        """Stop, from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)

    async def _serve(self, on_ready: Callable[[], None] | None) -> None:
        self._loop = asyncio.get_running_loop()
        self._catch_signals(self._loop)
        # Undone from the end to the beginning, each step whatever became of the others.
        async with AsyncExitStack() as ending:
            for listening in self._sockets:
                ending.callback(listening.close)
            self.connection_dir = tempfile.mkdtemp(prefix="gapless-")
            ending.callback(shutil.rmtree, self.connection_dir, ignore_errors=True)
            self._open(ending)
            self.log.info("gapless is ready at %s", self.url)
            if on_ready is not None:
                on_ready()
            await self._stopping.wait()

    def _catch_signals(self, loop: asyncio.AbstractEventLoop) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, self._stopping.set)

    def _open(self, ending: AsyncExitStack) -> None:
        settings = self.init_settings()
        stage: Backstage = settings["backstage"]
        self.app = tornado.web.Application(**settings)
        self.app.add_handlers(r".*$", self.init_handlers())
        # Only what runs on this machine may say for whom it asks: a proxy in front, with HTTPS.
        http = HTTPServer(self.app, xheaders=self.ip in LOCAL, max_body_size=LARGEST_REQUEST)
        ending.callback(stage.threads.shutdown, wait=True, cancel_futures=True)
        ending.push_async_callback(stage.kernels.shutdown_all, now=True)
        ending.push_async_callback(stage.shelf.close)
        ending.push_async_callback(http.close_all_connections)
        ending.callback(http.stop)
        ending.callback(watch_departures(stage).stop)
        http.add_sockets(self._sockets)
        stage.shelf.open()
        if self.house.edits is not None:
            ending.push_async_callback(self.house.edits.start(stage, self._kept_pages).close)
        stage.threads.submit(stage.assets.warm)

    def init_settings(self) -> dict[str, Any]:  # type: ignore[override]  # Voila says Dict
        """Tornado's settings, with everything that the handlers share as `backstage`."""
        stage = self._backstage()
        self.kernel_manager = stage.kernels
        identity = ClassIdentity(parent=self, secret=self.house.secret, stage=stage, token="")
        return {
            "backstage": stage,
            "base_url": "/",
            "kernel_manager": stage.kernels,
            "cookie_secret": self.house.secret,
            "xsrf_cookies": True,
            "xsrf_cookie_kwargs": {"samesite": "Lax"},
            "headers": HEADERS,
            "identity_provider": identity,
            "authorizer": AllowAllAuthorizer(parent=self, identity_provider=identity),
            "login_url": "/sign-in",
            "default_handler_class": NoSuchPage,
            "kernel_websocket_connection_class": ZMQChannelsWebsocketConnection,
            "websocket_ping_interval": 30,
            "log_function": _log_request,
            "config": self.config,
        }

    @property
    def _kept_pages(self) -> Path:
        return self.house.dir / "cache" / "pages"

    def _backstage(self) -> Backstage:
        assets, catalog = Assets(), Catalog(self.house.course)
        course = self.house.tutor.course
        cache = PageCache(self._kept_pages, course.version)
        kernels = PersonalKernels(
            parent=self,
            connection_dir=self.connection_dir,
            kernel_spec_manager=OwnPythonOnly(),
            allowed_message_types=MESSAGES,
        )
        return Backstage(
            people=self.house.people,
            tutor=self.house.tutor,
            tray=Tray(self.house.dir),
            shelf=Shelf(sheets_of(course, catalog), catalog, assets, cache),
            assets=assets,
            kernels=kernels,
            messages=make_environment(assets, streaming=False),
            any_address=self.ip not in LOCAL,
            names=self._names,
        )

    def init_handlers(self) -> list[Any]:  # type: ignore[override]  # Voila says List
        """Our own doors and no others: no tree, no contents, no files, no labextensions."""
        return list(ROUTES)


def _config() -> Config:
    config = Config()
    # Files instead of ports: nobody else on the machine can listen to what a page and its kernel say.
    config.KernelManager.transport = "ipc"
    # A kernel that dies takes its lesson's state along; an empty one in its place would only confuse.
    config.KernelRestarter.restart_limit = 0
    return config


def _log_request(handler: tornado.web.RequestHandler) -> None:
    level = logging.ERROR if handler.get_status() >= 500 else logging.DEBUG
    request = handler.request
    words = (handler.get_status(), request.method, request.path, 1000 * request.request_time())
    logging.getLogger("gapless.requests").log(level, "%d %s %s %.1f ms", *words)
