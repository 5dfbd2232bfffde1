"""A directive for what is written by the code itself: `{generated} commands`, as Markdown made at each build."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from reference import PARTS
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class Generated(SphinxDirective):
    """Puts one of `reference.PARTS` in its place, headings and all."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The nodes of the part. An unknown name is an error of the build."""
        make = PARTS.get(self.arguments[0])
        if make is None:
            raise self.error(f"Nothing is generated under {self.arguments[0]!r}; known: {', '.join(PARTS)}.")
        return self.parse_text_to_nodes(make(), allow_section_headings=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx of the directive."""
    app.add_directive("generated", Generated)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
