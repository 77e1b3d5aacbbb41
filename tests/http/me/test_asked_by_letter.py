"""A request goes the whole way by mail: written, answered over SMTP, chosen and confirmed."""

import base64
import re
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Parsing

from amana.acts.jobs import do_jobs, leave, stay_alive
from amana.acts.letters.taking import LetterKind, Mailroom, take_letter
from amana.assembly.watching import handlers
from amana.domain.request.states import State
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.settings import Secret, Settings
from amana.storage.requests import RequestRow, Wanted

if TYPE_CHECKING:
    from tests.http.me.conftest import House

OWN = "rights@house.example"
_LINK = re.compile(r"https://privacy\.house\.example(/\S+/me/confirm/request/\S+)")


class Mailbox(Parsing):
    """Keeps what arrives."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.letters: list[Message] = []

    def handle_message(self, message: Message) -> None:
        """Keep it."""
        self.letters.append(message_from_bytes(message.as_bytes()))


@pytest.fixture
def delivered(house: "House") -> Iterator[Callable[[str], list[Message]]]:
    """Run a mail server; return what sends what is due, and gives the letters to an address."""
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings = Settings(
        mail_server=Secret(f"smtp://127.0.0.1:{port}"), mail_from="amana@house.example"
    )
    worker = uuid4()
    stay_alive(house.storage, worker)

    def to(address: str) -> list[Message]:
        # The queue is that of all services here: others' jobs may come first.
        while do_jobs(house.storage, handlers(settings), worker=worker):
            pass
        return [each for each in box.letters if each["To"] == address]

    yield to
    leave(house.storage, worker)
    controller.stop()


def _write(house: "House", sender: str, text: str) -> LetterKind:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, OWN, "طلب"
    made.set_content(text)
    room = Mailroom(rights=frozenset({OWN}), site="https://privacy.house.example")
    return take_letter(house.storage, house.service, made.as_bytes(), room)


def _link(letter: Message) -> str:
    text = base64.b64decode(str(letter.get_payload())).decode()
    (found,) = _LINK.findall(text)
    return str(found)


def _rows(house: "House") -> tuple[RequestRow, ...]:
    with house.storage.reading(house.service) as view:
        return tuple(
            view.requests.one(each.id)
            for each in view.requests.listed(limit=9, wanted=Wanted(only_open=False))
        )


@pytest.mark.promise("A27")
def test_a_request_comes_in_by_mail_and_is_confirmed_by_the_link(
    house: "House", delivered: Callable[[str], list[Message]]
) -> None:
    """Opening the link changes nothing; the button does, once; a session of another is ignored."""
    assert _write(house, house.email, "أريد حذف بياناتي كلها") is LetterKind.ASKED
    (letter,) = delivered(house.email)
    assert letter["Content-Language"] == "ar"
    assert letter["Auto-Submitted"] == "auto-generated"
    link = _link(letter)
    stranger = house.enter("somebody-else")
    assert stranger.get(link).status_code == 200
    shown = stranger.get(link)
    assert shown.status_code == 200
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["x-robots-tag"] == "noindex"
    assert house.email not in shown.text
    assert house.person not in shown.text
    assert 'value="erasure" selected' in shown.text
    assert _rows(house) == ()
    done = stranger.post(link, data={"kind": "copy", "about": "من 2020"})
    assert done.status_code == 200
    (row,) = _rows(house)
    assert (row.kind, row.door) == (RequestKind.COPY, RequestDoor.EMAIL)
    with house.storage.reading(house.service) as view:
        assert row.person_key == view.sealer.person_key(house.person)
    assert len(delivered(house.email)) == 2
    assert stranger.post(link, data={"kind": "erasure"}).status_code == 403
    assert stranger.get(link).status_code == 403
    assert len(_rows(house)) == 1


@pytest.mark.promise("A27")
def test_the_pages_are_the_same_for_an_address_that_is_not_known(
    house: "House", delivered: Callable[[str], list[Message]]
) -> None:
    """But for the secret of the link."""
    browser = house.browse()
    pages = []
    for address in (house.email, f"{uuid4().hex}@people.example"):
        _write(house, address, "نسخة من بياناتي")
        (letter,) = delivered(address)
        link = _link(letter)
        shown = browser.get(link).text.replace(link, "")
        done = browser.post(link, data={"kind": "copy"}).text.replace(link, "")
        secret = link.rpartition("/")[2]
        pages.append([page.replace(secret, "") for page in (shown, done)])
    assert pages[0] == pages[1]
    states = {row.state for row in _rows(house)}
    assert State.REFUSED in states
    assert len(states) == 2


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_is_wrong_is_said_and_the_link_stays_good(
    house: "House", delivered: Callable[[str], list[Message]], language: str
) -> None:
    """Nothing chosen; a form of another site; a link that nobody made."""
    _write(house, house.email, "مرحبا")
    link = _link(delivered(house.email)[0]).partition("?")[0] + f"?lang={language}"
    browser = house.browse()
    answer = browser.post(link, data={"about": "typed <before>"})
    assert answer.status_code == 422
    assert f'lang="{language}"' in answer.text
    assert "typed &lt;before&gt;" in answer.text
    foreign = browser.post(link, data={"kind": "copy"}, headers={"origin": "https://evil.example"})
    assert foreign.status_code == 403
    guessed = re.sub(r"request/[^?]+", "request/" + "A" * 43, link)
    assert browser.get(guessed).status_code == 403
    assert browser.post(guessed, data={"kind": "copy"}).status_code == 403
    assert _rows(house) == ()
    assert browser.post(link, data={"kind": "copy"}).status_code == 200
    assert len(_rows(house)) == 1
