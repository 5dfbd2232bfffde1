"""`gapless demo`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from .lazy import Command
from .serve import PORT, PORTS

HOST = "127.0.0.1"


@click.command("demo", cls=Command, example="gapless demo --port 9000")
@click.option("--port", type=PORTS, help=f"The port to listen on; the first free one from {PORT} if left out.")
@click.option("--no-browser", is_flag=True, help="Print the sign-in links and open nothing.")
@click.option("--class", "directory", type=click.Path(path_type=Path), help="Where the demo class stands.")
@click.option("--fresh", is_flag=True, help="Make the demo class anew; what was answered in it is lost.")
def command(port: int | None, no_browser: bool, directory: Path | None, fresh: bool) -> None:
    """Make a small class once, with some history, and serve it here until Ctrl-C.

    It stands in your user data folder unless you name another place with --class.
    """
    # Before the history is played: a placement in it loads numpy, and then it is too late to say how many threads.
    import_module("..voila_apps.quick", __package__)
    from .browser import open_quietly
    from .demo_class import default_place, prepare
    from .links import show_links
    from .ports import first_free, require_free

    place = directory or default_place()
    if port:
        require_free(HOST, port)
    demo = prepare(place, fresh=fresh, tell=click.echo)
    chosen = port or first_free(HOST, PORT)
    address = f"http://{HOST}:{chosen}"

    def ready() -> None:
        show_links(demo, place, address)
        if not no_browser:
            open_quietly(demo.people[0].link(address))

    click.echo("Starting the server …")
    from ..voila_apps import serve

    serve(place, HOST, chosen, on_ready=ready)
    click.echo("Stopped. The class is kept; the next start is quick.")
