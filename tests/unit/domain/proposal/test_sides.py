"""Rows in which two people stand: one of them owns it at most, and the other is let go."""

import pytest
from proposing import USERS, laid, proposed, seen

from amana.domain.proposal.clues import Why
from amana.domain.proposal.looks import Look, Tally
from amana.domain.proposal.proposal import propose
from amana.domain.source.model import RowFate

pytestmark = pytest.mark.promise("A17")


@pytest.mark.parametrize(
    ("described", "owner"),
    [
        ("messages: to_id>users from_id>users body", "from_id"),
        ("messages: recipient_id>users sender_id>users body", "sender_id"),
        ("gifts: gift_to>users buyer>users wrapping", "buyer"),
        ("referrals: invited_id>users user_id>users code_used", "user_id"),
        ("رسائل: المستلم>users المرسل>users النص", "المرسل"),
        ("transfers: second_user_id>users first_user_id>users reason", "first_user_id"),
        ("duels: one_id>users other_id>users weapon", "one_id"),
    ],
    ids=range(7),
)
def test_of_two_people_the_one_who_wrote_owns(described: str, owner: str) -> None:
    """The link of the other is let go of, and says why."""
    found = proposed(laid(USERS, described))[described.partition(":")[0]]
    links = {each.link.id: each for each in found.via}
    assert [name for name, each in links.items() if each.link.owns] == [owner]
    assert [each.link.clear for each in links.values() if not each.link.owns] == [True]
    assert found.fate is RowFate.DELETE
    for each in links.values():
        assert Why.TWO_PEOPLE in {reason.why for reason in each.reasons}


def test_three_people_and_one_owner() -> None:
    """However many there are, and wherever the keys lead among people."""
    found = proposed(laid(USERS, "letters: from_user>users! to_user>users copied_user>users text"))[
        "letters"
    ]
    assert [each.link.id for each in found.via if each.link.owns] == ["from_user"]


def test_who_never_wrote_does_not_own() -> None:
    """What the program sends has no sender in any row, and is whose it went to."""
    structure = laid(USERS, "messages: recipient_id>users! sender_id>users body")
    sent = {name: Tally(looked=40, distinct=9) for name in ("recipient_id", "body")}
    found = proposed(structure, messages={**sent, "sender_id": Tally()})["messages"]
    assert [each.link.id for each in found.via if each.link.owns] == ["recipient_id"]


def test_who_cannot_be_let_go_stays_without_a_name() -> None:
    """Nobody else's row is deleted for it."""
    found = proposed(laid(USERS, "messages: sender_id>users! recipient_id>users! body"))
    owning = {each.link.id: each.link.owns for each in found["messages"].via}
    assert owning == {"sender_id": True, "recipient_id": False}
    assert found["users"].fate is RowFate.CHANGE


def test_rows_that_only_say_who_belongs_to_whom_go_with_either() -> None:
    """Nobody wrote anything in them. It is told all the same."""
    structure = laid(USERS, "follows: follower_id>users! followed_id>users! since:day")
    told = propose(structure, {}, service="shop", source="shop")
    tables = {table.name: table for table in told.tables}
    assert [each.link.owns for each in tables["follows"].via] == [True, True]
    assert tables["users"].fate is RowFate.DELETE
    assert told.of_two == (("follows", (("follower_id",), ("followed_id",))),)


def test_two_keys_to_a_persons_rows_are_two_people_as_well() -> None:
    """From one purse to another."""
    found = proposed(
        laid(
            USERS,
            "purses: user_id>users! label",
            "transfers: to_purse_id>purses! from_purse_id>purses! reason",
        )
    )["transfers"]
    assert [each.link.id for each in found.via if each.link.owns] == ["from_purse_id"]


def test_a_row_of_one_or_another_is_of_one_person() -> None:
    """Where no row is seen to have both, each owns what is theirs."""
    structure = laid(
        USERS, "guests: email!* full_name phone", "stays: user_id>users guest_id>guests nights:num"
    )
    halves = {name: seen(Look.PROSE, looked=20) for name in ("user_id", "guest_id")}
    nights = Tally(looked=40, distinct=9)
    apart = proposed(structure, stays={**halves, "nights": nights})["stays"]
    assert [each.link.owns for each in apart.via] == [True, True]
    both = proposed(structure, stays={**halves, "nights": Tally(looked=30, distinct=9)})["stays"]
    assert sorted(each.link.owns for each in both.via) == [False, True]
