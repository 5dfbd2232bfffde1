"""The parts of the reference that are read from the code at each build, each as a text in Markdown."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import click
from figures import measured
from numbers_in_force import numbers
from simulated import simulated

from gapless import errors
from gapless.authoring.items import item
from gapless.authoring.oracles import malrule, mutant, oracle, worked
from gapless.authoring.question import Question
from gapless.authoring.rules import RULES
from gapless.authoring.schema import SECTIONS
from gapless.cli import boundary
from gapless.cli.lazy import Commands
from gapless.cli.root import root
from gapless.kernels import Cage, Child, Limits, Usage, Zygote
from gapless.mastery import events
from gapless.practice.checks import CHECKS
from gapless.practice.settings import RULES as PRACTICE
from gapless.practice.settings import PracticeSettings
from gapless.records.settings import Settings
from gapless.records.sheets import SHEETS

# How the tables of course.toml are written there, and what stands for one of them.
TABLES = {
    "course": ("At the top", "What the course is."),
    "mastery": ("`[mastery]`", "When a skill counts as mastered; every key may be left out."),
    "skill": ("`[[skill]]`", "One table a skill."),
    "misconception": ("`[[misconception]]`", "One table a misconception: a mistake with an idea behind it."),
    "assignment": ("`[assignment.NAME]`", "One table an assignment; NAME is its folder's name and nbgrader's."),
}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines
    )


def fenced(text: str, language: str = "text") -> str:
    """A block of text as it stands."""
    return f"```{language}\n{text.rstrip()}\n```"


def commands() -> str:
    """Every command's help, as the terminal shows it."""
    return "\n\n".join(f"## {name}\n\n{fenced(text)}" for name, text in helps(root, "gapless"))


def helps(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    """The name and the help of a command and of all below it."""
    with click.Context(command, info_name=name, **command.context_settings) as context:
        yield name, command.get_help(context)
        if isinstance(command, Commands):
            for one in command.list_commands(context):
                below = command.get_command(context, one)
                assert below is not None
                yield from helps(below, f"{name} {one}")


def exit_codes() -> str:
    """What the exit codes mean, from where they are made."""
    pairs = re.findall(r"(\d+) ([^·\n]+(?:\n[^·\n]+)?)", (boundary.__doc__ or "").partition("\n\n")[2])
    return table(["code", "meaning"], ([code, " ".join(words.split())] for code, words in pairs))


def rules() -> str:
    """The rules of `gapless check`."""
    return table(
        ["rule", "what it proves", "why it matters", "level"],
        ([f"`{rule.id}`", rule.proves, rule.why, rule.level] for rule in RULES),
    )


def practice_checks() -> str:
    """What a proposal of a model must hold, in order."""
    return table(["check", "what it keeps out"], ([f"`{check.id}`", check.keeps] for check in CHECKS))


def course_file() -> str:
    """The keys of course.toml, table by table."""
    parts = []
    for section, fields in SECTIONS.items():
        heading, about = TABLES[section]
        rows = ([f"`{key}`", one.must, "yes" if one.required else "no"] for key, one in fields.items())
        parts.append(f"## {heading}\n\n{about}\n\n{table(['key', 'holds', 'must be there'], rows)}")
    return "\n\n".join(parts)


def class_file() -> str:
    """The keys of class.toml with their defaults."""
    fields = inspect.signature(Settings).parameters.values()
    rows = ([f"`{one.name}`", _default(one)] for one in fields)
    return f"{inspect.getdoc(Settings)}\n\n{table(['key', 'if left out'], rows)}"


def practice_file() -> str:
    """The keys of the table [practice] in class.toml."""
    fields = inspect.signature(PracticeSettings).parameters.values()
    rows = ([f"`{one.name}`", PRACTICE[one.name][1], _default(one)] for one in fields)
    return f"{inspect.getdoc(PracticeSettings)}\n\n{table(['key', 'holds', 'if left out'], rows)}"


def _default(one: inspect.Parameter) -> str:
    if one.default is one.empty:
        return "must be there"
    return "nothing" if one.default is None or str(one.default) == "<factory>" else f"`{one.default!r}`"


def items() -> str:
    """What `item` and `Question` take, and what reads questions, in their own words."""
    return "\n\n".join(_declared(one) for one in (item, Question, oracle, malrule, worked, mutant))


def _declared(thing: Callable[..., object]) -> str:
    shown = []
    for one in inspect.signature(thing).parameters.values():
        default = "" if one.default is one.empty else " = …" if callable(one.default) else f" = {one.default!r}"
        kind = one.annotation if isinstance(one.annotation, str) else getattr(one.annotation, "__name__", "")
        shown.append(f"    {one.name}: {kind}{re.sub('<factory>', '…', default)},")
    name = getattr(thing, "__name__", "")
    signature = fenced(f"{name}(\n" + "\n".join(shown) + "\n)", "text")
    return f"## {name}\n\n{signature}\n\n{inspect.getdoc(thing)}"


def event_kinds() -> str:
    """The kinds of events and what each holds."""
    text = (events.__doc__ or "").partition("\n\n")[2].partition("\n\n")[2]
    # A kind starts its line; what belongs to it is indented.
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, _, rest = line.partition(" ")
        if name in events.Kind.__args__:
            found[name] = [rest.strip()]
        elif line.startswith(" ") and found:
            found[list(found)[-1]].append(line.strip())
    return table(["kind", "its `body`"], ([f"`{name}`", " ".join(lines)] for name, lines in found.items()))


def error_words() -> str:
    """The failure vocabulary: the tree as errors.py draws it, and what a browser is told."""
    tree = (errors.__doc__ or "").split("\n\n")[1]
    kinds = [one for one in vars(errors).values() if inspect.isclass(one) and issubclass(one, errors.LearnerError)]
    rows = (
        [f"`{one.kind}`", str(one.status), inspect.getdoc(one) or ""] for one in kinds if one is not errors.LearnerError
    )
    return f"{fenced(tree)}\n\n{table(['kind', 'HTTP status', 'meaning'], rows)}"


def export_tables() -> str:
    """The tables of an export and their columns."""
    parts = []
    for sheet in SHEETS:
        rows = ([f"`{name}`", meaning] for name, meaning in sheet.columns.items())
        parts.append(f"### `{sheet.name}`\n\n{sheet.about}\n\n{table(['column', 'meaning'], rows)}")
    return "\n\n".join(parts)


def kernels() -> str:
    """The face of gapless.kernels, in its own words."""
    parts = [f"### {thing.__name__}\n\n{inspect.getdoc(thing)}" for thing in (Zygote, Limits, Cage, Child, Usage)]
    for name in ("fork", "close"):
        parts.insert(-4, f"#### Zygote.{name}\n\n{inspect.getdoc(getattr(Zygote, name))}")
    for name in ("fileno", "poll", "wait", "over", "send_signal", "kill", "usage"):
        parts.insert(-1, f"#### Child.{name}\n\n{inspect.getdoc(getattr(Child, name))}")
    return "\n\n".join(parts)


PARTS: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "exit-codes": exit_codes,
    "kernels": kernels,
    "rules": rules,
    "practice-checks": practice_checks,
    "course-file": course_file,
    "class-file": class_file,
    "practice-file": practice_file,
    "items": items,
    "events": event_kinds,
    "errors": error_words,
    "export": export_tables,
    "learner-model": lambda: measured("learner_model"),
    "placement": lambda: measured("placement"),
    "reviews": lambda: measured("review"),
    "simulated": simulated,
    "numbers": lambda: table(["number", "value", "where it comes from"], numbers()),
}
