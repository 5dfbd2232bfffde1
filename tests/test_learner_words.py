"""Nothing that gapless itself says to a learner breaks the rules of tone: tutor, graders, errors, pages, scripts."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from gapless.authoring.tone import slips

ROOT = Path(__file__).parents[1]
ROOMS = ("tutor", "graders", "widgets", "voila_apps", "mastery")
BUILT = ("node_modules", "static", "__pycache__")

# What no learner reads: (file, rule of tone) -> why it stays.
MEANT = {
    ("voila_apps/bundle/src/views/preview.js", "harsh"): "the author's preview heads its column of mal-rules so",
    ("voila_apps/execute.py", "inflated"): "code sent to a kernel, with marks of its own",
}

_JS = re.compile(r"""//[^\n]*|/\*.*?\*/|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`""", re.DOTALL)
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_SPOKEN = re.compile(r"\b(?:aria-label|title|placeholder|alt|content)=\"([^\"]*)\"")


def files(suffix: str) -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob(f"*{suffix}")):
            if not set(path.relative_to(ROOT).parts) & set(BUILT):
                yield path


def python_texts(path: Path) -> Iterator[str]:
    """Every string of a module but its docstrings; the parts of an f-string one by one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [body for node in ast.walk(tree) if isinstance(body := getattr(node, "body", None), list)]
    silent = {id(each.value) for body in bodies for each in body if isinstance(each, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value


def script_texts(path: Path) -> Iterator[str]:
    for found in _JS.finditer(path.read_text(encoding="utf-8")):
        yield from (text for text in found.groups() if text)


def template_texts(path: Path) -> Iterator[str]:
    source = _JINJA.sub(" ", path.read_text(encoding="utf-8"))
    yield source
    yield from _SPOKEN.findall(source)


def notebook_texts(path: Path) -> Iterator[str]:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            yield "".join(cell["source"])


SPEAKERS = {".py": python_texts, ".js": script_texts, ".j2": template_texts, ".ipynb": notebook_texts}


def spoken() -> Iterator[tuple[str, str]]:
    """Each text of two words or more, with the file it stands in."""
    for suffix, texts in SPEAKERS.items():
        for path in files(suffix):
            for text in texts(path):
                if " " in text.strip():
                    yield path.relative_to(ROOT).as_posix(), text
    for text in python_texts(ROOT / "errors.py"):
        yield "errors.py", text


def test_gapless_says_nothing_to_a_learner_that_breaks_the_rules_of_tone():
    said = list(spoken())
    assert {"tutor/words.py", "graders/judge.py", "voila_apps/bundle/src/words.js"} <= {file for file, _ in said}
    found = {(file, slip.tone.id): (slip.words, text) for file, text in said for slip in slips(text)}
    assert {key: words for key, words in found.items() if key not in MEANT} == {}
    assert set(MEANT) <= set(found), "an exception that nothing needs any more"
