"""What no text says to a learner: a table, with the reason and what to say instead.

The task is named, never the person; a miss is answered by what was seen and one next move; nothing makes small of a
difficulty, compares students, or cheers. The senses that words like "simple", "fail" or "perfect" have in mathematics
and in programs are let through. Praise of the person hurts after a miss (Skipper and Douglas), comfort lowers what
students expect of themselves (Rattan, Good and Dweck 2012), and comparison helps nobody (Shute 2008).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Tone:
    """One thing not to say: what one of its `patterns` finds, unless it lies inside what one of `allowed` finds."""

    id: str
    patterns: tuple[str, ...]
    level: Level
    why: str
    remedy: str
    allowed: tuple[str, ...] = ()


TONES: tuple[Tone, ...] = (
    Tone(
        "person-praise",
        (
            r"\b(?:smart|clever|brilliant|gifted|talent(?:s|ed)?|genius(?:es)?)\b",
            r"\bgood (?:boy|girl|kid)s?\b",
            r"\bborn to\b",
            r"\byou(?:'re| are) (?:so |really |very )?(?:bright|a natural)\b",
            r"\bmaths? (?:person|brain|whiz)\b",
        ),
        "error",
        "praise of the person hurts after the next miss",
        "Say what the student did and why it worked, or nothing.",
        (r"\bsmart(?:phone|board| quotes?)s?\b",),
    ),
    Tone(
        "fixed-ability",
        (
            r"\bnot everyone (?:can|is)\b",
            r"\b(?:low|high)[- ](?:ability|achiev\w+)",
            r"\b(?:slow|weak|fast|strong) learners?\b",
            r"\bIQ\b",
            r"\b(?:can't|cannot) do maths?\b",
            r"\b(?:you'll never|never be able)\b",
            r"\bmaths? type\b",
        ),
        "error",
        "it says that ability is given and stays",
        "Name the step or the picture that leads on.",
    ),
    Tone(
        "comfort",
        (
            r"\b(?:it's|it is|that's) (?:ok|okay|fine|all right)\b[^.?!]*\b(?:not|hard|everyone|some)\b",
            r"\bhard for you\b",
            r"\bdon't worry\b",
            r"\bisn't for you\b",
            r"\bplay to your strengths\b",
        ),
        "error",
        "comfort lowers what students expect of themselves",
        "Name one next move instead.",
    ),
    Tone(
        "difficulty-dismissed",
        (
            r"\b(?:eas(?:y|ily|iest)|simpl(?:e|y|est)|trivial(?:ly)?|obvious(?:ly)?|basic(?:ally|s)?)\b",
            r"\b(?:clearly|just|of course|as you know|needless to say)\b",
            r"\b(?:a breeze|no big deal)\b",
            r"\b(?:it|that|this)(?:'s| is| was) (?:a )?piece of cake\b",
            r"\beven a (?:child|baby|beginner)\b",
        ),
        "error",
        "who finds it difficult learns that they should not",
        "Leave the word out, or name what the step does.",
        (
            r"\bsimplest (?:form|terms|name|way to write)\b",
            r"\bsimple (?:fraction|interest|event|closed|machine)s?\b",
            r"\bjust (?:as|under|over|below|above|before|after|past|short of|left|right|enough|one|in time)\b",
            r"\bbasic (?:fact|unit|operation)s?\b",
        ),
    ),
    Tone(
        "harsh",
        (
            r"\b(?:wrong(?:ly)?|fail(?:s|ed|ing|ures?)?|bad(?:ly)?|poor(?:ly)?|terribl[ey]|hopeless(?:ly)?)\b",
            r"\b(?:stupid|dumb|silly|lazy|careless(?:ly)?|disappoint\w*|shame(?:ful)?)\b",
            r"\b(?:you should have|should have known)\b",
            r"\byou (?:always|never)\b",
        ),
        "error",
        "it judges, and tells nothing to do next",
        'Say "not yet", what was seen, and one next move.',
        (
            r"\bwrong (?:turn|way round|way up|side|foot)\b",
            r"\bpoor soil\b",
            r"\blazy (?:evaluation|import|iterator|list)s?\b",
            r"\b(?:tests?|checks?|cells?|calls?|assert(?:ion)?s?|code|program|it) (?:then )?fail(?:s|ed)?\b",
            r"\bfail(?:s|ed|ing)? (?:tests?|with|to (?:load|open|run|read|import))\b",
        ),
    ),
    Tone(
        "comparison",
        (
            r"\b(?:other|most|your) (?:students|pupils|classmates|peers)\b",
            r"\b(?:top|bottom|best|worst) (?:of|in) (?:the|your) class\b",
            r"\byou(?:'re| are| did| do| work| learn)?\b[^.?!]{0,20}\b(?:better|worse|faster|slower|smarter) than\b",
            r"\b(?:rank(?:ed|ing|s)?|percentiles?)\b",
            r"\b(?:average|typical) (?:student|pupil|child)\b",
        ),
        "error",
        "comparison moves the eye from the work to the others",
        "Compare the work with the student's own earlier work, or with the question.",
        (r"\bpercentiles? of (?:the|this) (?:data|list|values|numbers)\b", r"\brank of (?:a|the|this) matrix\b"),
    ),
    Tone(
        "group",
        (
            r"\b(?:girls|boys|women|men) (?:are|can|can't|cannot|should|do) (?:not )?"
            r"(?:better|worse|good|bad|naturally|do maths?)\b",
        ),
        "error",
        "it says what a group can do, to one who is of it",
        "Speak of the work, not of groups.",
    ),
    Tone(
        "inflated",
        (
            r"\b(?:perfect(?:ly)?|amazing(?:ly)?|awesome|incredibl[ey]|wow|superstar|fantastic|phenomenal)\b",
            r"(?<!\d)!\s*!",
            r"(?<!\d)!(?!=)[^!?.]{1,80}(?<!\d)!(?!=)",
        ),
        "warning",
        "children of eleven read loud praise as pity",
        "Say what the student did, with a full stop.",
        (r"\bperfect (?:square|cube|number|fifth|fourth|circle)s?\b",),
    ),
    Tone(
        "empty-effort",
        (
            r"\b(?:try|work) harder\b",
            r"\b(?:good|great|nice) (?:job|try|effort)\b",
            r"\b(?:practice makes perfect|do your best|keep it up|well done)\b",
        ),
        "warning",
        "effort without a strategy leads nowhere, and praise without a reason says nothing",
        "Name the strategy or the step.",
    ),
    Tone(
        "pressure",
        (r"\b(?:hurry|quick(?:ly)?|time is running out|as fast as you can|don't be late)\b",),
        "warning",
        "haste takes the thought that the question wants",
        "Leave the time to the student.",
        (r"\b(?:grows?|fall(?:s|ing)?|moves?|runs?|flows?|swims?|drives?|melts?) (?:very )?quickly\b",),
    ),
    Tone(
        "persona",
        (
            r"\bI (?:feel|believe in|hope|love)\b",
            r"\bI(?:'m| am) (?:so |very )?(?:proud|happy|sad|sorry|excited|glad)\b",
            r"\b(?:as an AI|proud of you)\b",
        ),
        "warning",
        "a machine has no feelings to show",
        "Speak of the work.",
    ),
)
"""What no text says to a learner."""
