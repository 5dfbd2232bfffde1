"""A page worked by keys alone: where the focus is, whether it can be seen, and answering without a mouse."""

from __future__ import annotations

from card import Card
from playwright.sync_api import Page

FOCUS_IS_SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return document.activeElement.matches(':focus-visible')
    && (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none');
}"""
FOCUS_IS_ON = 'hook => !!document.activeElement?.closest(`[data-gapless="${hook}"]`)'


def tab_to(page: Page, hook: str, limit: int = 40) -> None:
    """Press Tab until the focus is on this part, and see it there."""
    for _ in range(limit):
        if page.evaluate(FOCUS_IS_ON, hook):
            break
        page.keyboard.press("Tab")
    assert page.evaluate(FOCUS_IS_ON, hook), f"Tab does not reach {hook}"
    assert page.evaluate(FOCUS_IS_SEEN), f"the focus on {hook} can't be seen"


def answer_by_keyboard(card: Card) -> None:
    """Tab to the answer, give the key and check it, all by keys."""
    key, question = card.key(), card.question()
    tab_to(card.page, "answer")
    if card.kind() == "choice":
        place = card.book.asked(card.student, question)["snapshot"]["options"].index(key)
        card.page.keyboard.press(str(place + 1))
    else:
        card.page.keyboard.type(key)
    card.page.keyboard.press("Enter")
    if card.kind() == "fraction" and key.isdigit():
        # A lone top number is asked about once before it counts as a whole number.
        card.page.keyboard.press("Enter")
