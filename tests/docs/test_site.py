"""The site builds without a warning, and every link in it leads somewhere."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
from docs_pages import DOCS

from gapless.authoring.rules import RULES
from gapless.cli.lazy import Commands
from gapless.cli.root import root
from gapless.mastery.events import Kind

pytestmark = pytest.mark.slow


class Page(HTMLParser):
    """The links, anchors and fetched files of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.fetched: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            elif name == "href" and value and tag == "a":
                self.links.add(value)
            elif name in ("src", "href") and value and tag != "a":
                self.fetched.add(value)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it."""
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", str(DOCS), str(out / "html")]
    done = subprocess.run([*command, "-d", str(out / "trees")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return out / "html"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in site.rglob("*.html")}


def test_every_link_inside_the_site_leads_somewhere(pages: dict[Path, Page]) -> None:
    broken = []
    for path, page in pages.items():
        for link in page.links | page.fetched:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            # Furo's links to the top of a page, and to a script's own panels, are anchors too.
            known = not parts.fragment or target.suffix != ".html" or parts.fragment in pages[target].anchors
            if not target.exists() or not known:
                broken.append(f"{path.name}: {link}")
    assert not broken


def test_no_page_fetches_anything_from_elsewhere(pages: dict[Path, Page]) -> None:
    assert not {link for page in pages.values() for link in page.fetched if urlsplit(link).netloc}


def test_the_reference_has_every_command_rule_and_kind(site: Path) -> None:
    words = {name: (site / "reference" / f"{name}.html").read_text() for name in ("commands", "checks", "records")}
    assert not [name for name in every_command(root, "gapless") if f"Usage: {name} " not in words["commands"]]
    assert not [rule.id for rule in RULES if f">{rule.id}<" not in words["checks"]]
    assert not [kind for kind in Kind.__args__ if f">{kind}<" not in words["records"]]


def every_command(command: click.Command, name: str) -> list[str]:
    """The full names of a command and of all below it."""
    below = [] if not isinstance(command, Commands) else command.table
    context = click.Context(command)
    found = {f"{name} {one}": command.get_command(context, one) for one in below}  # type: ignore[union-attr]
    return [name, *(each for full, one in found.items() if one for each in every_command(one, full))]
