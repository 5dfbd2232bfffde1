"""`verify`: whether a proposal holds, check by check, and who may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from .case import Case, Check
from .checks import CHECKS
from .context import Answering, SkillContext, sentences
from .spec import Spec, parse

TOLD = 3
"""How many things a verdict tells of, at most."""


def _version() -> str:
    """A hash of what decides, so that whatever was verified by other code is verified anew."""
    here = Path(__file__).parent
    names = ("case", "context", "drawing", "expressions", "spec", "strict_json", "templates", "verify")
    digest = blake2b(digest_size=6)
    for path in (*(here / f"{name}.py" for name in names), *sorted((here / "checks").glob("*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


VERIFIER = _version()
"""The version of the verifier."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check found: `words` are for a teacher, "" when it found nothing."""

    check: str
    ok: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Whether a proposal was accepted, with the verdict of every check that was made.

    Tier 1 may be shown without a person: all its prose is the author's own. Tier 2 holds prose of the model and waits
    for a teacher, who approves `spec_hash`. Tier 0 was not accepted.
    """

    accepted: bool
    tier: int
    spec: Spec | None
    verdicts: tuple[Verdict, ...]
    spec_hash: str


def verify(
    raw: bytes | str,
    context: SkillContext,
    bank: Answering,
    known: Collection[Spec] = (),
    target: str = "",
    checks: Iterable[Check] = CHECKS,
) -> Report:
    """Examine a proposal for a skill; never raises for anything a model could send.

    `bank` answers the questions, `known` are the specs of the skill that there are already, `target` is the
    misconception that was asked for. ItemFault when the course's oracle can't be asked.
    """
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    draft = parse(data)
    case = Case(data, draft, context, bank, known, target)
    verdicts: list[Verdict] = []
    for check in checks:
        if draft.spec is None and not check.raw:
            verdicts.append(Verdict("shape", False, "; ".join(draft.amiss)))
            break
        found = [*islice(check.find(case), TOLD)]
        verdicts.append(Verdict(check.id, not found, "; ".join(found)))
        if found:
            break
    accepted = draft.spec is not None and all(verdict.ok for verdict in verdicts)
    spec = draft.spec
    return Report(
        accepted, tier(spec, context) if accepted and spec else 0, spec, tuple(verdicts), spec.hash if spec else ""
    )


def tier(spec: Spec, context: SkillContext) -> int:
    """1 when every hint is word for word made of sentences that the author's own questions of this skill all have."""
    said = (sentence for hint in spec.hints for sentence in sentences(hint.text))
    own = all(hint.fixed for hint in spec.hints) and all(sentence in context.sentences for sentence in said)
    return 1 if own else 2
