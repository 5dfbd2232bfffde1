"""Markdown with $…$ to HTML with MathML, on the server, with nothing left for the browser to fetch or run."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from .mathml import math_html


@lru_cache(maxsize=8192)
def to_html(markdown: str, trusted: bool = False) -> str:
    """`markdown` as HTML blocks.

    Raw HTML is text unless `trusted` (a lesson's own markdown). Untrusted links and images reach no other place.
    A formula that can't be set is shown as typed, with the class "math-broken".
    """
    return _parser(trusted).render(markdown)


@lru_cache(maxsize=8192)
def inline_html(markdown: str) -> str:
    """One line of untrusted `markdown` as inline HTML: an option, a hint, a title."""
    return _parser(False).renderInline(markdown)


@lru_cache(maxsize=2)
def _parser(trusted: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": trusted}).enable(["table", "strikethrough"])
    dollarmath_plugin(parser, allow_labels=False, allow_space=False, double_inline=True, renderer=_formula)
    if not trusted:
        setattr(parser, "validateLink", _is_relative)  # noqa: B010  markdown-it's own hook, declared as a method
    return parser


def _formula(latex: str, env: dict[str, Any]) -> str:
    return math_html(latex, bool(env["display_mode"]))


def _is_relative(url: str) -> bool:
    """Whether a link stays on this site: no scheme, no host."""
    plain = "".join(url.split()).replace("\\", "/")
    return not plain.startswith("//") and ":" not in plain.partition("/")[0]
