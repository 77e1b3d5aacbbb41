"""The outbox and the letters at the console: what waits, what failed, what came in."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import httpx
import pytest

from amana.acts.messages.put_out import Outgoing, put_out
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import Outlet
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.words import LANGUAGES, Language
from amana.storage import Storage

ADDRESS = "amal@mail.example"


def _put(storage: Storage, service: str, *, channel: Channel = Channel.EMAIL) -> UUID:
    with storage.work(service) as work:
        made = put_out(
            work,
            Outgoing(
                person="p-1",
                message_class=MessageClass.SERVICE,
                purpose=None,
                channel=channel,
                language="ar",
                subject="خبر لك وحدك",
                text="خبر من الدار.",
                address=ADDRESS if channel is Channel.EMAIL else None,
            ),
        )
        work.over()
    send_due(storage, service, Outlet(ways={}, clock=lambda: datetime.now(UTC)), claim=uuid4())
    return made


def _letter(storage: Storage, service: str, kind: str) -> UUID:
    with storage.work(service) as work:
        letter = work.letters_in.name(uuid4().bytes * 2)
        work.letters_in.take(letter, sender="layla@people.example", kind=kind, proof="passed")
        work.over()
    return letter


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outbox_shows_what_waits_and_why_and_neither_to_whom_nor_what(
    desk: httpx.Client, storage: Storage, service: str, language: Language
) -> None:
    """What was sent is counted, and listed under its own name."""
    waiting = _put(storage, service)
    sent = _put(storage, service, channel=Channel.IN_SERVICE)
    page = desk.get(f"/console/{service}/outbox", params={"state": "waiting", "lang": language})
    assert page.status_code == 200
    assert str(waiting) in page.text
    assert "messages.no_way" in page.text
    assert f'lang="{language}"' in page.text
    assert str(sent) not in page.text
    ended = desk.get(f"/console/{service}/outbox", params={"state": "sent", "lang": language})
    assert str(sent) in ended.text
    for shown in (page.text, ended.text):
        assert ADDRESS not in shown
        assert "خبر لك" not in shown
        assert "p-1" not in shown


def test_a_message_is_tried_again_from_the_console(
    desk: httpx.Client, storage: Storage, service: str, form_token: Callable[[str], str]
) -> None:
    """One that went cannot be; a form of another site changes nothing."""
    waiting = _put(storage, service)
    sent = _put(storage, service, channel=Channel.IN_SERVICE)
    where = f"/console/{service}/outbox"
    token = form_token(desk.get(where, params={"state": "waiting"}).text)
    assert desk.post(f"{where}/{waiting}/retry").status_code == 403
    answer = desk.post(f"{where}/{waiting}/retry", data={"form_token": token})
    assert answer.status_code == 303
    with storage.reading(service) as view:
        row = view.outbox.whose(waiting)
    assert row is not None
    assert (row.attempts, row.fault) == (0, None)
    refused = desk.post(f"{where}/{sent}/retry", data={"form_token": token})
    assert refused.status_code == 409


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_show_what_came_and_never_who_wrote(
    desk: httpx.Client, storage: Storage, service: str, language: Language
) -> None:
    """What a person is to see to has a button, what was done by itself has none."""
    _letter(storage, service, "stopped")
    other = _letter(storage, service, "other")
    page = desk.get(f"/console/{service}/letters", params={"lang": language}).text
    assert re.findall(r"letters/([0-9a-f-]{36})/seen", page) == [str(other)]
    assert "layla" not in page


def test_a_letter_is_seen_to_once(
    desk: httpx.Client, storage: Storage, service: str, form_token: Callable[[str], str]
) -> None:
    """The ledger says by whom; a form of another site changes nothing."""
    letter = _letter(storage, service, "forged")
    where = f"/console/{service}/letters"
    token = form_token(desk.get(where).text)
    assert desk.post(f"{where}/{letter}/seen").status_code == 403
    with storage.reading(service) as view:
        assert len(view.letters_in.listed(only_open=True, most=10)) == 1
    assert desk.post(f"{where}/{letter}/seen", data={"form_token": token}).status_code == 303
    with storage.reading(service) as view:
        assert view.letters_in.listed(only_open=True, most=10) == ()
    again = desk.post(f"{where}/{letter}/seen", data={"form_token": token})
    assert again.status_code == 404
    assert "/seen" not in desk.get(where).text
