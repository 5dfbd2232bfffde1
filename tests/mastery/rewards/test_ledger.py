"""The reward ledger: what is promised and earned, and that no edit of it stays unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery.rewards import (
    FIRST,
    Act,
    Entry,
    Policy,
    account,
    newest_policy,
    offer,
    read_policy,
    seal,
    verify,
    who,
)

SECRET = b"the class's own"
START = datetime(2026, 9, 1, 8, tzinfo=UTC)
MIA = who(SECRET, "mia")


def written(*acts: tuple[Act, str, str, dict[str, Any]]) -> list[Entry]:
    """A ledger of these (act, who, key, body), an hour apart, all signed by the teacher."""
    entries: list[Entry] = []
    for number, (act, student, key, body) in enumerate(acts, start=1):
        before = entries[-1].seal if entries else FIRST
        at = START + timedelta(hours=number)
        own = seal(SECRET, number, at, "ada", act, student, key, body, before)
        entries.append(Entry(number, at, "ada", act, student, key, body, before, own))
    return entries


def earned(key: str, amount: int = 100) -> tuple[Act, str, str, dict[str, Any]]:
    body = {"reason": "perfect-form", "amount": amount, "unit": "cents", "words": "20 of 20 on grade 4, form 2"}
    return ("earned", MIA, key, body)


def decided(act: Act, claim: str) -> tuple[Act, str, str, dict[str, Any]]:
    return (act, MIA, f"{act} {claim}", {"claim": claim})


LEDGER = written(
    ("policy", "", "policy 1", Policy(True, "cents", {"perfect-form": 100}).as_json()),
    earned("form 1"),
    decided("approved", "form 1"),
    earned("form 2"),
    decided("paid", "form 1"),
)


def test_a_ledger_as_it_was_written_holds():
    assert verify(SECRET, LEDGER) == ()
    assert verify(SECRET, LEDGER, newest=LEDGER[-1].seal) == ()
    assert verify(SECRET, []) == ()


EDITS = {
    "at": st.datetimes().map(lambda moment: moment.replace(tzinfo=UTC)),
    "by": st.text(max_size=8),
    "act": st.sampled_from(["policy", "earned", "approved", "declined", "paid"]),
    "who": st.text(max_size=8),
    "key": st.text(max_size=8),
    "body": st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3),
    "before": st.text("0123456789abcdef", min_size=64, max_size=64),
    "seal": st.text("0123456789abcdef", min_size=64, max_size=64),
    "number": st.integers(0, 9),
}


@given(st.data())
def test_any_edit_of_any_entry_shows(data: st.DataObject):
    place = data.draw(st.integers(0, len(LEDGER) - 1))
    name = data.draw(st.sampled_from(sorted(EDITS)))
    edited = replace(LEDGER[place], **{name: data.draw(EDITS[name])})
    if edited != LEDGER[place]:
        assert verify(SECRET, [*LEDGER[:place], edited, *LEDGER[place + 1 :]])


@given(st.permutations(range(len(LEDGER))), st.integers(0, len(LEDGER) - 1))
def test_entries_moved_or_taken_out_show(order: list[int], gone: int):
    if order != sorted(order):
        assert verify(SECRET, [LEDGER[place] for place in order])
    if gone < len(LEDGER) - 1:
        assert verify(SECRET, [*LEDGER[:gone], *LEDGER[gone + 1 :]])


def test_an_end_that_was_cut_off_shows_to_who_noted_the_newest_seal():
    cut = LEDGER[:-1]
    assert verify(SECRET, cut) == ()
    assert [fault.what for fault in verify(SECRET, cut, newest=LEDGER[-1].seal)] == [
        "the entry with the noted seal is gone"
    ]


def test_a_chain_made_anew_without_the_secret_shows():
    forged = [replace(LEDGER[0], seal=seal(b"guessed", 1, LEDGER[0].at, "ada", "policy", "", "policy 1", {}, FIRST))]
    assert verify(SECRET, forged)


def test_an_account_tells_where_each_claim_stands():
    stands = account(LEDGER, MIA)
    assert [(claim.key, claim.amount, claim.status) for claim in stands.claims] == [
        ("form 1", 100, "paid"),
        ("form 2", 100, "earned"),
    ]
    assert stands.count("perfect-form") == 2
    assert account(LEDGER, who(SECRET, "ben")).claims == ()


def test_nothing_is_paid_that_was_not_approved_and_nothing_paid_is_taken_back():
    entries = written(earned("form 1"), decided("paid", "form 1"))
    assert account(entries, MIA).claims[0].status == "earned"
    entries = written(
        earned("form 1"), decided("approved", "form 1"), decided("paid", "form 1"), decided("declined", "form 1")
    )
    assert account(entries, MIA).claims[0].status == "paid"
    assert not account(entries, MIA).open_to("form 1", "declined")


def test_the_newest_promise_is_in_force_and_without_one_nothing_is_promised():
    assert newest_policy(LEDGER).amounts == {"perfect-form": 100}
    assert newest_policy([]) == Policy()
    assert offer(Policy(amounts={"perfect-form": 100}), "perfect-form", 0, 0) == 0


def test_rewards_fade_out_and_stop_at_the_cap():
    policy = Policy(True, "cents", {"hole-closed": 10}, full=3, fade=0.5)
    assert [offer(policy, "hole-closed", before, 0) for before in range(7)] == [10, 10, 10, 5, 2, 1, 0]
    capped = replace(policy, cap=25)
    assert [offer(capped, "hole-closed", 0, earned) for earned in (0, 15, 20, 25, 40)] == [10, 10, 5, 0, 0]
    assert offer(policy, "review-kept", 0, 0) == 0


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"prize": 1}, "prize is not part of a promise."),
        ({"on": "yes"}, "Say whether rewards are on with true or false."),
        ({"unit": " "}, "Name the unit in at most 40 letters, such as cents or minutes of reading."),
        ({"amounts": {"speed": 5}}, "Amounts are for perfect-form, hole-closed, review-kept."),
        ({"amounts": {"hole-closed": -1}}, "Amounts are whole numbers from 0 to 1,000,000."),
        ({"amounts": {"hole-closed": 0.5}}, "Amounts are whole numbers from 0 to 1,000,000."),
        ({"cap": True}, "The cap is a whole number from 0 to 1,000,000, or none."),
        ({"fade": 1.5}, "What a further reward keeps of the one before is between 0 and 1."),
    ],
)
def test_a_promise_that_can_not_be_kept_is_told(body: dict[str, Any], words: str):
    with pytest.raises(ValueError, match=words.replace(".", r"\.")):
        read_policy(body)


def test_a_promise_comes_back_as_it_was_written():
    policy = Policy(True, "minutes", {"hole-closed": 5, "perfect-form": 60}, cap=200, full=4, fade=0.9)
    assert read_policy(policy.as_json()) == policy
