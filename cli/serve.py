"""`gapless serve`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command

PORT = 8866
PORTS = click.IntRange(1, 65535)


@click.command("serve", cls=Command, example="gapless serve ~/class-5b --port 8866")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=PORT, type=PORTS, show_default=True, help="The port to listen on.")
@click.option("--name", "names", metavar="HOST", multiple=True, help="A host name it answers to, such as its proxy's.")
@click.option("--reload", is_flag=True, help="Take up the course whenever you save it, while students work.")
def command(directory: Path, host: str, port: int, names: tuple[str, ...], reload: bool) -> None:
    """Serve the class in DIR until Ctrl-C.

    Only this machine can reach it unless you give another --host. Across a network, put a proxy with HTTPS before it.
    """
    from ..records import Classroom
    from .ports import require_free

    # Both are told before the server's imports, which take seconds.
    Classroom.open(directory).close()
    require_free(host, port)
    from ..voila_apps import serve

    ready = f"Serving at http://{host}:{port} · Ctrl-C ends it."
    serve(
        directory,
        host,
        port,
        on_ready=lambda: click.echo(ready),
        names=names,
        tell_edits=click.echo if reload else None,
    )
