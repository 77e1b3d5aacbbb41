"""Recipients are told of an erasure: once, under one id, and it is known of each whether it was."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.recipients.by_hand import answered_by_hand, letter_by_hand, told_by_hand
from amana.acts.recipients.errors import (
    NoAnswerAwaited,
    NotTakenIn,
    NotToBeTold,
    UnknownRecipient,
    WayUnfit,
)
from amana.acts.recipients.ways import drop_way, list_recipients
from amana.acts.requests.carrying import destroy_own_keys
from amana.acts.requests.receive import Asking, receive
from amana.acts.requests.refuse import refuse_request
from amana.channels.errors import NotReached, ReceiptForged
from amana.domain.request.telling import NoticeState, WayKind
from amana.domain.vocabulary.requests import RefusalReason, RequestDoor, RequestKind

pytestmark = pytest.mark.promise("A25")
WAITING, TOLD, ANSWERED = NoticeState.WAITING, NoticeState.TOLD, NoticeState.ANSWERED


def _do(house: Any, act: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401 - any act
    with house.storage.work(house.service) as work:
        return act(Act(actor=OPERATOR, work=work), *given)


def test_a_program_is_told_once_and_its_receipt_ends_it(
    house: Any,  # noqa: ANN401 - the fixture's
    partner: Any,  # noqa: ANN401 - the fixture's
    address: str,
) -> None:
    """It learns whom it is about after our own key is gone; then nobody knows it any more."""
    house.reach_program(partner)
    request = house.erase()
    assert house.state(request) == (WAITING, None)
    assert house.still_known() == 1
    assert house.tell() == 1
    ((message, said),) = partner.heard
    assert said["act"] == "erase"
    assert said["whole"] is True
    assert said["request"] == str(request)
    assert said["identifiers"] == {"email": [address], "own": ["p"]}
    assert message == str(house.notice(request).message)
    assert house.state(request) == (ANSWERED, None)
    assert house.notice(request).kind is WayKind.HTTP
    assert house.still_known() == 0
    destroy_own_keys(house.storage, house.service)
    house.later()
    assert house.tell() == 0
    assert len(partner.heard) == 1


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("forged", ReceiptForged.code),
        ("pending", NotTakenIn.code),
        ("silent", NotReached.code),
    ],
)
def test_without_a_good_receipt_it_is_told_again_under_the_same_id(
    house: Any,  # noqa: ANN401 - the fixture's
    partner: Any,  # noqa: ANN401 - the fixture's
    answer: str,
    fault: str,
) -> None:
    """A forged receipt, one that says no, and none at all leave it open, with its reason."""
    house.reach_program(partner)
    partner.answers.append(answer)
    request = house.erase()
    house.tell()
    assert house.state(request) == (WAITING, fault)
    assert house.still_known() == 1
    house.later()
    house.tell()
    assert house.state(request) == (ANSWERED, None)
    (first, second) = partner.heard
    assert first == second


def test_a_recipient_that_is_away_is_asked_with_growing_waits(
    house: Any,  # noqa: ANN401 - the fixture's
    partner: Any,  # noqa: ANN401 - the fixture's
) -> None:
    """Each try doubles the wait; nothing is told meanwhile."""
    house.reach_program(partner)
    partner.answers.extend(["silent"] * 3)
    request = house.erase()
    waits = []
    for _ in range(3):
        house.later()
        house.tell()
        found = house.thief.execute(
            "select due_at - statement_timestamp(), attempts from recipient_notice"
        ).fetchone()
        waits.append(found)
    assert [attempts for _, attempts in waits] == [1, 2, 3]
    assert waits[2][0] > timedelta(seconds=2)
    assert house.state(request)[0] is WAITING


def test_what_a_killed_worker_had_in_hand_is_told_under_the_same_id(
    house: Any,  # noqa: ANN401 - the fixture's
    partner: Any,  # noqa: ANN401 - the fixture's
) -> None:
    """It died after the recipient had taken it, before it could note that."""
    house.reach_program(partner)
    request = house.erase()
    with house.storage.work(house.service) as work:
        taken = work.recipients.claim("partner", lease=timedelta(minutes=5))
        work.over()
    assert taken is not None
    assert house.tell() == 0
    house.later()
    assert house.tell() == 1
    assert [message for message, _ in partner.heard] == [str(taken.message)]
    assert house.state(request) == (ANSWERED, None)


def test_by_mail_the_letter_names_the_person_and_its_subject_does_not(
    house: Any,  # noqa: ANN401 - the fixture's
    post: Any,  # noqa: ANN401 - the fixture's
    address: str,
    read_letter: Callable[[str], tuple[str, str]],
) -> None:
    """One letter, however often it is looked; told when the mail server took it."""
    letters, outlet = post
    house.reach(WayKind.MAIL, "privacy@partner.example")
    request = house.erase()
    for _ in range(2):
        house.tell()
        house.later()
    assert house.state(request) == (WAITING, None)
    house.send(outlet)
    ((_, raw),) = [each for each in letters.letters if each[0] == "privacy@partner.example"]
    subject, text = read_letter(raw)
    assert address not in subject
    assert address in text
    assert str(request) in text
    house.tell()
    assert house.state(request) == (TOLD, None)
    assert house.still_known() == 0
    _do(house, answered_by_hand, request, "partner")
    assert house.state(request) == (ANSWERED, None)
    with pytest.raises(NoAnswerAwaited):
        _do(house, answered_by_hand, request, "partner")


def test_without_a_way_a_person_tells_it_and_notes_so(
    house: Any,  # noqa: ANN401 - the fixture's
    address: str,
) -> None:
    """What to tell is shown until it is noted, and no longer; figures alone are told nobody."""
    request = house.erase()
    assert house.tell() == 0
    assert house.notice(request).kind is WayKind.BY_HAND
    assert address in _do(house, letter_by_hand, request, "partner").text
    _do(house, told_by_hand, request, "partner")
    assert house.state(request) == (TOLD, None)
    assert house.notice(request).by_hand
    assert house.still_known() == 0
    for again in (told_by_hand, letter_by_hand):
        with pytest.raises(NotToBeTold):
            _do(house, again, request, "partner")


def test_of_a_refused_request_nobody_is_told(
    house: Any,  # noqa: ANN401 - the fixture's
    partner: Any,  # noqa: ANN401 - the fixture's
) -> None:
    """Nothing was done."""
    house.reach_program(partner)
    asking = Asking(
        kind=RequestKind.ERASURE, door=RequestDoor.API, person="p", proven_by="signed_in"
    )
    with house.storage.work(house.service) as work:
        request = receive(Act(actor=OPERATOR, work=work), asking).request
    with house.storage.work(house.service) as work:
        act = Act(actor=OPERATOR, work=work)
        refuse_request(act, request, reason=RefusalReason.LEGAL_HOLD)
    house.later()
    assert house.tell() == 0
    assert partner.heard == []


def test_a_way_is_kept_sealed_and_taken_away(
    house: Any,  # noqa: ANN401 - the fixture's
    thief: psycopg.Connection,
) -> None:
    """Of who is none of the policy, or gets figures alone, there is no way to set."""
    house.reach(WayKind.MAIL, "privacy@partner.example")
    (kept,) = thief.execute("select way from recipient_way").fetchall()
    assert b"partner.example" not in bytes(kept[0])
    with house.storage.reading(house.service) as view:
        ((name, kind),) = [(each.recipient.id, each.kind) for each in list_recipients(view)]
    assert (name, kind) == ("partner", WayKind.MAIL)
    _do(house, drop_way, "partner")
    with pytest.raises(UnknownRecipient):
        _do(house, drop_way, "partner")
    for kind, way in ((WayKind.MAIL, "no address"), (WayKind.HTTP, "{}"), (WayKind.BY_HAND, "x")):
        with pytest.raises(WayUnfit):
            house.reach(kind, way)
