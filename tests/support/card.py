"""The question card on a page, worked as a student works it; the answers come from the class's record."""

from __future__ import annotations

from book import Book
from playwright.sync_api import Locator, Page, expect


class Card:
    """The one question card of a lesson or of the practice page."""

    def __init__(self, page: Page, book: Book, student: str) -> None:
        self.page, self.book, self.student = page, book, student
        self.root = page.locator('[data-gapless="check"]')

    def part(self, name: str) -> Locator:
        """The element with this test hook."""
        return self.root.locator(f'[data-gapless="{name}"]')

    def question(self, after: str = "") -> str:
        """The id of the question on the card, once it is another than `after`."""
        fresh = f'[data-question-id]:not([data-question-id="{after}"])'
        expect(self.root.and_(self.page.locator(fresh))).to_be_visible()
        return self.root.get_attribute("data-question-id") or ""

    def kind(self) -> str:
        """The kind of answer the question wants."""
        return self.book.asked(self.student, self.question())["snapshot"]["kind"]

    def key(self) -> str:
        """The right answer to the question on the card."""
        return self.book.key(self.student, self.question())

    def give(self, text: str) -> str:
        """Fill in an answer, by typing it or by choosing the option it is, and check it; the question's id."""
        question = self.question()
        if self.kind() == "choice":
            self.option(text).click()
        else:
            self.part("answer").fill(text)
        self.part("submit").click()
        if self.kind() == "fraction" and text.isdigit():
            # A lone top number is asked about once before it counts as a whole number.
            self.part("submit").click()
        return question

    def option(self, text: str) -> Locator:
        """The option with this text. An option sends its text or its place among the options."""
        place = self.book.asked(self.student, self.question())["snapshot"]["options"].index(text)
        return self.part("option").nth(place)

    def right(self) -> str:
        """Give the key; the question's id once it is closed."""
        question = self.give(self.key())
        expect(self.part("feedback")).to_have_attribute("data-verdict", "right")
        return question

    def mistaken(self, misconception: str = "") -> str:
        """Give the answer that a mal-rule makes (the first, unless one is named); the misconception's id."""
        mistakes = self.book.asked(self.student, self.question())["snapshot"]["mistakes"]
        chosen = misconception or sorted(mistakes)[0]
        self.give(mistakes[chosen])
        expect(self.part("feedback")).to_have_attribute("data-verdict", "not-yet")
        return chosen

    def miss(self) -> str:
        """Give an answer that is not the key; the question's id."""
        key = self.key()
        options = self.book.asked(self.student, self.question())["snapshot"]["options"] or ["98765"]
        question = self.give(next(option for option in options if option != key))
        expect(self.part("feedback")).to_have_attribute("data-verdict", "not-yet")
        return question

    def miss_then_right(self, misconception: str = "") -> str:
        """Miss by a mal-rule, then take the second try; the misconception's id."""
        chosen = self.mistaken(misconception)
        self.part("again").click()
        self.right()
        return chosen

    def next(self) -> None:
        """Go on to what comes after a closed question, and wait until it is there."""
        closed = self.root.get_attribute("data-question-id")
        self.part("next").click()
        expect(self.root.and_(self.page.locator(f'[data-question-id="{closed}"]'))).to_have_count(0)

    def master(self, limit: int = 8) -> int:
        """Answer right and go on until the card says it is done; the number of questions it took."""
        for count in range(1, limit + 1):
            self.right()
            self.next()
            if self.root.get_attribute("data-state") == "done":
                return count
        raise AssertionError(f"not mastered after {limit} right answers")
