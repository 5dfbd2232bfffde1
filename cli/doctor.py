"""`gapless doctor`."""

from __future__ import annotations

import click

from .lazy import Command


@click.command("doctor", cls=Command, example="gapless doctor\ngapless doctor --json")
@click.option("--json", "as_json", is_flag=True, help="Write what is found as JSON.")
def command(as_json: bool) -> int:
    """Say what this machine offers: the sandbox's layers, and versions.

    Ends with 0 when code of strangers can run here, with 1 when a layer is missing that it must not run without.
    """
    from .doctor_report import examined

    found = examined()
    click.echo(found.as_json() if as_json else found.as_text())
    return 0 if found.sound else 1
