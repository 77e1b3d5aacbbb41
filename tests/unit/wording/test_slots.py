"""What a sentence says about data, in words."""

from amana.domain.policy.proposal import Slots
from amana.domain.words import ARABIC, ENGLISH
from amana.wording.slots import say_slots


def test_terms_are_said_in_words() -> None:
    """Readers meet names of data, purposes, origins and periods, never their ids."""
    slots = Slots(data=("email", "address"), source="third-party", period="P30D")

    assert say_slots(slots, ENGLISH) == (
        ("data", "e-mail address, postal address"),
        ("source", "from others"),
        ("period", "30 days"),
    )
    assert dict(say_slots(slots, ARABIC))["data"] == "البريد الإلكتروني، العنوان"


def test_what_has_no_words_stands_as_it_is() -> None:
    """A term outside the vocabularies and a period that is none are shown, not dropped."""
    slots = Slots(data=("shoe_size",), period="soon")

    assert say_slots(slots, ENGLISH) == (("data", "shoe_size"), ("period", "soon"))


def test_nothing_named_is_nothing_said() -> None:
    """A sentence without any slot gives no rows."""
    assert say_slots(Slots(), ENGLISH) == ()
