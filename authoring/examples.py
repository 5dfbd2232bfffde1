"""For each rule of `RULES`, something that breaks it and what mends it: what `gapless check --explain` shows."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, str] = {
    "reads": """
        [[skill]]
        id = "add-like"
        prerequisits = ["parts"]     # there is no such key; write: prerequisites = ["parts"]
        """,
    "items-load": """
        from helpers import frac     # ImportError when helpers.py has no frac: add it there
        """,
    "makes-questions": """
        bottom = rng.randint(0, 9)
        answer = Fraction(1, bottom)             # seed 4 divides by 0; draw from 2 to 9
        """,
    "repeatable": """
        import random
        top = random.randint(1, 9)               # another one each time; write: rng.randint(1, 9)
        """,
    "key-right": """
        Question(…, answer=Fraction(2, 4), lowest_terms=True)    # 2/4 itself is sent back; draw until gcd is 1
        """,
    "known-misconceptions": """
        mistakes={"adds-acros": …}               # course.toml has "adds-across"
        """,
    "mistakes-distinct": """
        # 2/4 + 2/4: adding across gives 4/8, keeping the tops over 8 gives 4/8 as well
        mistakes={"adds-across": Fraction(a + c, b + d), "old-tops": Fraction(a + c, lcm(b, d)) if b != d else None}
        """,
    "mistakes-tagged": """
        Question(…, answer=7, mistakes={"adds-instead": "12 apples"})    # a number is due: write 12
        """,
    "options-distinct": """
        Question(…, answer="half", choices=["half", "third"])    # "half" stands there twice
        """,
    "hints-keep-key": """
        hints=[f"It is {key}.", "…"]             # say what to look at first; the last hint may hold the key
        """,
    "varied": """
        n = rng.randint(2, 4)                    # three questions in all; draw from 2 to 40, or say distinct=3
        """,
    "math-renders": r"""
        f"What is $\frc{{1}}{{2}}$?"             # TeX has no \frc; write \frac
        """,
    "worked-solution": """
        Question("What is 3 + 4?", answer=7)     # add solution="Start at 3 and count on 4: 7."
        """,
    "hole-below": """
        @item(skill="parts")                     # grade 2
        mistakes={"old-tops": …}                 # its hole is "equivalent", grade 4: name a prerequisite of parts
        """,
    "further-skills": """
        @item(skill=("equivalent", "add-unlike"))    # add-unlike builds on equivalent: name add-unlike first
        """,
    "separable": """
        [[misconception]]
        id = "adds-across"                       # no item has it in its mistakes: add it there
        """,
    "mal-rules-apart": """
        # 25 bare sums show "adds-across"; one of them shows "old-tops", too. A second one must, to confirm it.
        mistakes={"adds-across": …, "old-tops": … if seldom else None}
        """,
    "two-shapes": """
        @item(skill="add-like")                  # typed
        @item(skill="add-like")                  # typed, too: give one of them shape="story"
        """,
    "micro-lesson": """
        hole = "parts"                           # write micro/parts.ipynb: a picture, an example, one to finish
        """,
    "micro-plain": """
        MasteryCheck("parts")                    # in micro/parts.ipynb: take it out, the questions come below
        """,
    "lesson-math": r"""
        Half of it is $\frac{1}{2$.              # a brace is missing: $\frac{1}{2}$
        """,
    "nothing-outside": """
        ![a bar](https://example.org/bar.png)    # draw it by code, or keep the file in the course
        """,
    "assignments-map": """
        [assignment.first-loops.cells]
        sum_all = "lops"                         # there is no such skill; write "loops"
        """,
    "tests-strict": """
        assert Vector(1, 2) == Vector(1, 2)      # by the student's own ==; write: (v.x, v.y) == (1, 2)
        """,
    "tone": """
        This is easy: just add the tops.         # write: The pieces have one size. Add the tops.
        """,
    "tone-mild": """
        Amazing!! You did it!                    # write: You looked at the bottoms first.
        """,
    "next-move": """
        move = "That does not help here."        # write: "Look at the bottom numbers. Are they the same?"
        """,
    "oracle-agrees": r"""
        @oracle(skill="add-like")                # the item asks What is 1/5 + 2/5, and this one reads 1/5 - 2/5, too
        def add_like(text):
            a, n, b, m = map(int, re.findall(r"\d+", text))
            return Fraction(a + b, n)            # let it give None unless the text is a sum of like fractions
        """,
    "oracle-second": """
        @oracle(skill="add-like", second=True)   # count pieces one by one instead of adding fractions
        def counted(text): …
        """,
    "lessons-run": """
        bars(Bar(4, 3))                          # NameError: the import stands in another notebook
        """,
    "class-finishes": """
        [mastery]
        typed = 12                               # a learner who slips once in ten rarely has so many in a row: write 3
        """,
    "class-bugs-found": """
        # One item of three shows "adds-across", in one question of ten; right answers to the others are mastery.
        mistakes={"adds-across": … if rng.random() < 0.1 else None}    # draw numbers in which it always shows
        """,
    "class-false-mastery": """
        @item(skill="parts")
        Question("Is it a half?", answer="yes", choices=["no"])    # add options, or a typed item, or choice = 6
        """,
    "class-goes-on": """
        share = 400 // rng.randint(0, 900)       # one seed in 901 divides by 0, and no other item steps in: draw from 1
        """,
}
"""Rule id -> a few lines of a course."""
