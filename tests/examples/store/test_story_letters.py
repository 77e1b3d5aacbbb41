"""Letters of the store as they arrive: lists that can be left, and word of a breach."""

from typing import TYPE_CHECKING

import pytest
from breach import SUBJECT, tell_of_breach

if TYPE_CHECKING:
    from tests.examples.store.conftest import Shop, Subscribers

pytestmark = pytest.mark.xdist_group("store")


@pytest.mark.promise("M7", "M4")
def test_letters_to_made_up_subscribers_show_that_lists_can_be_left(
    shop: "Shop", subscribers: "Subscribers"
) -> None:
    """Who left by the letter's button gets no more, and who is on the lists goes on getting."""
    with shop.running.subscribers(*subscribers.addresses):
        looked = shop.look("mailbox")["mailbox"].looked
    assert looked is not None
    assert not looked.faults
    assert looked.kept == {"M7-message", "newsletter-sent"}
    states = shop.states()
    assert (states["M7-message"], states["newsletter-sent"]) == ("kept", "kept")


@pytest.mark.promise("M13")
def test_a_breach_is_told_to_whom_it_concerns_and_to_the_authority(shop: "Shop") -> None:
    """Within its hours: a letter to who stood on the sheet, and the form of the law handed in."""
    someone = shop.customer("دانة الهاجري")
    tell_of_breach(shop.post, someone.id, contact="privacy@minwal.example", law="qatar")
    shop.letter(someone.someone.email, SUBJECT)
    assert shop.waits_for("breach-told", "kept")
