"""Every sentence the tutor says to a student, in one table.

Tone: what was seen, then one next move; second person, present tense, short; no verdict on the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from .form_words import FORM_WORDS

WORDS: Mapping[str, str] = MappingProxyType(
    {
        **FORM_WORDS,
        # feedback
        "right": "Yes, {read}.",
        "right-practice": "Yes, {read}. You used a hint, so this one counts as practice.",
        "right-again": "Yes, {read}. You found it on the second look. Now a fresh one.",
        "too-fast": "This answer came faster than the question can be read, so it does not count, either way.",
        "kept": "You still have it a week later: {title} is kept.",
        "contested": "You know it: {title}. The hole is closed.",
        "mastered": "That makes {needed} in a row: {title} is mastered.",
        "recovered": "You came back and closed the hole: {title}.",
        "not-yet": "You wrote {read}. Check your first step against the question, then try once more.",
        "not-yet-hint": "You wrote {read}. Open a hint or check your first step, then try once more.",
        "not-yet-closed": "You wrote {read}. Read the steps below and compare them with yours, then try a fresh one.",
        "shown-not-learned": "Then this is the place to start. Read the steps below, then try a fresh one.",
        "shown-after-miss": "Read the steps below and compare them with yours, then try a fresh one.",
        # next
        "detour": "Your answers point to one step below: {title}. Work on it for a moment, then come back here.",
        "detour-parked": "You tried {skill} many times. Let it rest for now. Under it is {title}: practise that first. "
        "Your teacher sees this, too.",
        "detour-parked-own": "You tried {skill} many times. Read its short lesson from the start, then practise it. "
        "Your teacher sees this, too.",
        "contest-stays": "This answer shows {title} once more. Read the short lesson, then answer its questions.",
        "detour-own": "Your work shows that {title} needs another look. Work on it for a moment, then come back here.",
        "locked": "This builds on {titles}. Show that first, then it opens.",
        "done": "{title} is mastered. Go on to what comes next.",
        "done-all": "{title} is mastered, and so is everything else here.",
        "done-review": "Nothing more is due today. What you show again after a week is kept.",
        "done-contest": "You know it: {title}. The hole is closed. Go back to the lesson it came from.",
        "done-hole": "The hole is closed: {title}. Go back to the lesson it came from.",
        "idle": "No question is open here now.",
        # home
        "home-hole": "Close the hole under {source}",
        "home-hole-own": "Close the hole in {source}",
        "home-hole-own-why": "Your work shows that this needs another look.",
        "home-hole-why": "Your answers point to one step below: {title}.",
        "home-learning": "You have started here. Go on where you stopped.",
        "home-run": "{done} of {needed} in a row so far. Go on where you stopped.",
        "home-ready": "You have mastered what it builds on.",
        "home-ready-placed": "You know what it builds on.",
        "home-first": "The course starts here.",
        "go-on": "Go on",
        "start": "Start",
        "recovered-line": "You missed {title}, worked on it and showed it again.",
        # placement
        "noted": "Noted.",
        "placed": "That was the last question. Now see what you know and what comes next.",
        "placement-edited": "The course has changed. Skills gone: {gone}. New skills: {new}. Your answers count.",
        "map-none": "No questions were asked yet.",
        "map-running": "Answers so far: {done}. Go on, and the map comes at the end.",
        "map-ended": "Questions asked: {questions}. You know: {known}. Ready to learn: {ready}. Gaps: {hole}.",
        "found-known": "Your answers say that you know this. Show it in its lesson, and it is mastered.",
        "found-ready": "You have what it builds on. It is ready to learn.",
        "found-hole": "You know what comes near it, and this is missing. Learn it first.",
        "found-later": "Something before it comes first.",
        "found-lost": "This looked known at first. A later answer says: look at it again.",
        "look-first": "Answer the first questions. Then you can ask for a second look.",
        "look-enough": "You had many second looks. The lessons show the rest.",
        "invite": "About 12 questions. Some will be new to you; that is how I find where to start.",
        "invite-title": "Find where to start",
        "invite-action": "Find it",
        "invite-skip": "Start without it",
        "home-placement": "Answers so far: {done}. Go on where you stopped.",
        "home-placed": "Your first answers say that you know this. Show it, and it is mastered.",
        "home-found": "Your first answers show a gap here.",
        "placement-link": "What your first answers show",
        # practice
        "practice": "Read the short lesson, then answer the questions. A last one goes back to where the hole showed.",
        "practice-none": "There is no hole to work on now. Home shows what comes next.",
        "idea-own": "Your work shows that this needs another look: {title}.",
        "mark": "{score} of {most} marks",
        "idea": "These answers point to one step below: {title}.",
        "lesson-mistake": "Somebody wrote {given}. Find the step that does not hold.",
        # the queue of practice, for teachers
        "queue-none": "This class keeps no generated practice.",
        "spec-none": "There is no such question in the bank any more. Load the queue again.",
        "edit-amiss": "It does not hold, so nothing was changed. {what}",
        "edit-known": "It is in the bank already.",
        "worth-none": "No next answers yet.",
        "worth-next": "Next answer right {right} % of {asked} ({low} to {high} %).",
        "worth-closing": "Holes closed: {holes}, half of them within {minutes} minutes and {questions} questions.",
        "odd": "Thank you. Nobody sees this question again until your teacher has looked at it. Here is another one.",
        "odd-authored": "This question is your teacher's own. Tell your teacher what looks odd about it.",
        "withdrawn": "This question was taken back, so it counts for nothing. Here comes another one.",
        # standing
        "standing": "{done} of {needed} in a row. First answers without a hint count.",
        "chance": "About {percent} in 100 first answers like your next one are right.",
        "chance-last-for": "Your last answers here speak for it.",
        "chance-last-against": "Your last answers here speak against it.",
        "chance-here-for": "Your answers here so far speak for it.",
        "chance-here-against": "Your answers here so far speak against it.",
        "chance-others-for": "Your answers on other skills speak for it.",
        "chance-others-against": "Your answers on other skills speak against it.",
        "chance-skill-for": "Most people get this one.",
        "chance-skill-against": "Most people need some tries here.",
        "standing-mastered": "You have shown this {needed} times in a row.",
        "standing-placed": "Your first answers say that you know this. {done} of {needed} in a row make it mastered.",
        "standing-excused": "Your teacher excused you from this.",
        # holes: what would disprove one, what comes next, what it took
        "disproved-rule-student": "A right answer without a hint on {source} shows that it was a slip.",
        "disproved-probe-student": "A right answer without a hint on {title} shows that it was a slip.",
        "disproved-contest-student": "Do you know {title}? One right answer without a hint closes this at once.",
        "disproved-practised-student": "Show {title} below. Then one right answer on {source} closes it.",
        "disproved-rule-teacher": "A right first answer on {source}, where this idea would show, or on {title}.",
        "disproved-probe-teacher": "A right first answer on {title}.",
        "disproved-contest-teacher": "The student may contest it: one right first answer on {title} closes it.",
        "disproved-practised-teacher": "Mastery of {title}, then a right first answer on {source}.",
        "next-rule-student": "Next comes one more question on {source}.",
        "next-probe-student": "Next comes one question on {title}.",
        "next-practise-student": "Next: the short lesson, then questions. {done} of {needed} in a row so far.",
        "next-recheck-student": "Next comes one question on {source}, where it showed.",
        "next-closed-student": "It is closed.",
        "next-rule-teacher": "Next: a question on {source} on which this idea gives another answer than others.",
        "next-probe-teacher": "Next: a question on {title} itself.",
        "next-practise-teacher": "Next: practice of {title}, {done} of {needed} in a row so far.",
        "next-recheck-teacher": "Next: a new question on {source}, where it showed.",
        "next-closed-teacher": "It is closed.",
        "took": "{questions}, about {minutes}, within a day",
        "took-days": "{questions}, about {minutes}, over {days}",
        # why this number
        "uncounted-fast": "Faster than the question can be read: it does not count, either way.",
        "uncounted-hint": "With a hint: practice.",
        "uncounted-last-hint": "The last hint shows the way to the answer: it does not count, either way.",
        "why-minutes": "{whole} minutes are planned for this skill.",
        "why-minutes-run": "{done} of {needed} in a row is done, so that part is taken off.",
        "why-minutes-hole": "Its lesson was read before, so half is left: the questions.",
        "why-minutes-least": "Less than 3 minutes is never planned.",
        "why-p": "It stands at {percent} in 100 that this skill is known. Each first answer without help moves it.",
        "why-p-step": "{old} → {new} in 100.",
        "why-p-answer": "An answer.",
        "why-p-asked": "The first question: where everybody starts.",
        "why-p-parked": "The skill is practised anew.",
        "why-p-excused": "An excuse.",
        "why-p-renamed": "The skill got a new name.",
        "why-p-placed": "What the first look at everything found.",
        "why-hole": "{chance} in 100 that this is missing. {slip} in 100 that the answers are slips. "
        "{other} in 100 that something else is missing.",
        "why-hole-rule": "Before the first answer it was {start} in 100: so many learners start with this idea.",
        "why-hole-probe": "Before the first answer it was {start} in 100, from the answers before.",
        "why-hole-old": "The answers shown are all that is kept about it.",
        "why-chance-step": "{old} → {new} in 100.",
        "why-clue-matches": "Fits the idea.",
        "why-clue-misses": "A miss of another kind.",
        "why-clue-right": "Right.",
        "why-closing": "From the answer that made it sure to the one that closed it. Only time in use counts.",
        "why-parked": "{questions} questions without mastery, the last one missed. "
        "The newer five are no better than the five before. {title} is practised first.",
        "home-review": "Look back: {questions}",
        "home-review-why": "So that you keep {skills} you have shown.",
        # the day
        "day-begins": "{planned} minutes are planned for today, with breaks.",
        "day-so-far": "{focused} of {planned} minutes so far.",
        "day-over": "{focused} minutes of work today. That is the whole day's plan.",
        "day-end": "See you tomorrow",
        "day-end-words": "Today's minutes are done. Rest is part of it: what you learned settles now.",
        "day-end-action": "See your day",
        "day-mastered": "Mastered today.",
        "day-kept": "Shown again after a week: kept.",
        "day-closed": "A hole closed, after {questions}.",
        "move-again": "You looked again after a miss and found it: {times}.",
        "move-hint": "You read a hint, then solved the next one without: {times}.",
        "move-steps": "You read the steps, then solved the next one on your own: {times}.",
        "why-planned": "Your class plans {planned} minutes of work a day. They come in blocks, with breaks.",
        "why-focused": "The time this page was in front of you and you used it within the last minute. "
        "Two screens at once count once.",
        "why-idle": "A page was open, and nothing moved on it for more than a minute.",
        "why-wasted": "Part of the minutes in use: {guesses} too fast to be read, {hints} opened without reading, "
        "{skips} given up unread.",
        "why-xp": "1 XP is one planned minute of work. A mastered skill brings its minutes. It brings a quarter more "
        "when all was right, and half on a later try. A right look back brings a little. Nothing takes XP away.",
        "why-xp-mastery": "{title} mastered: {xp} XP.",
        "why-xp-review": "{title} shown again: {xp} XP.",
        "why-pace": "So many of the course's minutes were mastered for each minute of work, over {days}. "
        "It is likely between {low} and {high}.",
        "why-pace-none": "It is told after three days and half an hour of work.",
        "why-debt": "So many skills come due for a look back each day if nothing is practised. "
        "One question often covers more than one.",
        "why-reviews": "About one minute for each question. Each skill below is due. One question may cover some.",
        "why-review-line": "{title}: {percent} in 100 that you still have it.",
        "home-due": "A look back missed it. Show it once more.",
        # odd records, for teachers
        "odd-clock-back": "The clock went back before {count} of the records, first on {date}. "
        "The order of recording counts.",
        "odd-repeated": "{count} records say again what was said. Each answer counts once.",
        "odd-gone": "{count} questions on {skill} are kept. The course has no such skill any more.",
        "odd-renamed": "{count} questions on {skill} count for {to}, as the skill is called now.",
        # work
        "work": "Hand in a notebook as often as you like. The newest one counts.",
        "work-empty": "There is nothing to hand in here.",
        "work-open": "Not handed in yet.",
        "work-partly": "{some} of {all} notebooks are handed in.",
        "work-handed-in": "Handed in. Its checks run later.",
        "work-checks-passing": "Handed in. Your visible checks pass; some checks run later.",
        "work-checks-failing": "Handed in. {some} of {all} visible checks show an error. Mend it and hand it in again.",
        "work-checks-unrun": "Handed in. {some} of {all} visible checks were not run yet. Run all cells to see them.",
        "work-missing": "These cells are missing, so they get no marks: {cells}. Copy your work into a fresh notebook.",
        "work-graded-all": "All {all} answers have full marks.",
        "work-graded-waiting": "Your visible checks pass; some checks run later: your teacher reads {waiting} more.",
        "work-graded-some": "{full} of {all} answers have full marks. Look at the others below.",
        "work-graded-some-waiting": "{full} of {all} answers have full marks, and your teacher reads {waiting} more.",
        "work-none": "There is no such work to hand in. Reload the page.",
        "work-name": "Choose the notebook file itself. Its name ends in .ipynb.",
        "work-too-large": "This notebook has {megabytes} MB. {most} MB fit. Clear its outputs and hand it in again.",
        "work-not-notebook": "This file can't be read as a notebook ({trouble}). Save it again, then hand it in.",
        "work-no-cells": "This notebook has none of the cells that are checked. Start from the one you were given.",
        "work-other-work": "This notebook is not the one for {title}. Choose the one you were given for it.",
        "work-other-known": "This notebook is for {other}. Hand it in there.",
        # refusals
        "unusable": "This request can't be read. Reload the page and send your answer again.",
        "no-reason": "Write why, so that you and others can read it later.",
        "no-verb": "The tutor doesn't know this request. Reload the page.",
        "no-question": "This question is not one of yours. Go on with the next one.",
        "no-skill": "This course has no such skill. Go home and choose from the map.",
        "no-lesson": "This course has no such lesson. Go home and choose from the map.",
        "no-hole": "There is no such hole to work on. Go home and see what comes next.",
        "no-person": "This name is not in the class. Sign in again.",
        "no-item": "This check needs a repair first. Your teacher finds it in the log. Go on with another skill.",
        "busy": "Another page is answering for you right now. Send it again.",
    }
)


def say(name: str, **facts: object) -> str:
    """A sentence of the table as plain text, with its facts filled in."""
    return WORDS[name].format(**facts)


def say_html(name: str, **facts: object) -> str:
    """A sentence as HTML; facts are text and get escaped."""
    return escape(WORDS[name], quote=False).format(**{key: escape(str(fact)) for key, fact in facts.items()})


def listed(titles: list[str]) -> str:
    """Titles as a list in a sentence: `a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(titles[:-1]), titles[-1]) if part) if titles else ""


def counted(number: int, thing: str) -> str:
    """`1 question`, `2 questions`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
