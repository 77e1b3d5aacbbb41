"""The doctor on a real server: what is as it should be, and what was changed by hand."""

import socket
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import TYPE_CHECKING

import dns.message
import dns.rrset
import psycopg
import pytest

from amana.acts.watch.doctor import Doctor
from amana.acts.watch.finding import Finding, State, say_finding, say_mending
from amana.acts.watch.folder_looks import look_at_published, look_at_secrets
from amana.acts.watch.looks import look_at_keys
from amana.acts.watch.outside_looks import Outside, look_at_mail, look_at_time
from amana.acts.watch.server_looks import look_at_guards, look_at_server
from amana.acts.watch.surroundings import Surroundings
from amana.channels.mail import Relay
from amana.channels.names import Names
from amana.domain.ledger.entry import Entry
from amana.domain.words import LANGUAGES
from amana.storage import ServerAddress, Storage
from amana.storage.ledger import Sequencer
from amana.storage.ledger.signing import check_signature

if TYPE_CHECKING:
    from tests.integration.watch.conftest import MailServer


@pytest.fixture
def owner(server: ServerAddress) -> Iterator[psycopg.Connection]:
    """Connect as the administrator; whatever the test changes is undone."""
    with psycopg.connect(server.conninfo()) as connection:
        yield connection
        connection.rollback()


def _said(found: Finding) -> None:
    """See that it has words in both languages."""
    for language in LANGUAGES:
        assert say_finding(found, language)
        assert say_mending(found, language) or not found.fires


def test_a_server_of_ours_is_sound(here: Surroundings) -> None:
    """It has all settings as they should be, and so have the roles; the tests' may lose data."""
    found = [*look_at_server(here), *look_at_guards(here)]
    wrong = [it for it in found if it.state is not State.OK]
    # The tests' own server does not wait for the disk, and that is seen.
    assert {(it.check, it.why) for it in wrong} == {("durability", "wrong")}
    assert {it.subject for it in wrong} <= {"fsync", "full_page_writes", "synchronous_commit"}


@pytest.mark.parametrize(
    ("change", "undo", "why"),
    [
        (
            "alter table amana.acceptance no force row level security",
            "alter table amana.acceptance force row level security",
            "open_table",
        ),
        (
            "alter table amana.acceptance disable row level security",
            "alter table amana.acceptance enable row level security",
            "open_table",
        ),
        (
            "create policy everybody on amana.entry_body for select using (true)",
            "drop policy everybody on amana.entry_body",
            "policy_foreign",
        ),
        (
            "alter role amana_worker bypassrls",
            "alter role amana_worker nobypassrls",
            "strong_role",
        ),
        (
            "grant amana_sequencer to amana_worker",
            "revoke amana_sequencer from amana_worker",
            "crossing",
        ),
    ],
)
def test_what_was_changed_by_hand_is_found(
    here: Surroundings, server: ServerAddress, change: str, undo: str, why: str
) -> None:
    """A guard that is off, a door that was added, a role that may too much."""
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(change)
        try:
            found = list(look_at_guards(here))
        finally:
            connection.execute(undo)
    assert {it.why for it in found} == {why}
    for it in found:
        assert it.state is State.FAULT
        _said(it)


def test_keys_that_are_not_those_of_the_data_are_found(
    here: Surroundings, storage: Storage, service: str, server: ServerAddress
) -> None:
    """A known value that was sealed before does not open, and nothing of anybody's is touched."""
    (first,) = look_at_keys(here, service)
    assert first.state is State.OK
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(
            "update amana.known_value set sealed = set_byte(sealed, 30, 255 - get_byte(sealed, 30))"
            " where service = %s",
            [service],
        )
    (second,) = look_at_keys(here, service)
    assert (second.state, second.why) == (State.FAULT, "other")
    _said(second)
    del storage


def test_secrets_that_others_can_read_are_named(here: Surroundings) -> None:
    """The file's name is told, never what is in it."""
    folder = here.data / "secrets"
    assert [it.why for it in look_at_secrets(here)] == ["missing"]
    folder.mkdir(mode=0o700)
    (folder / "root.key").write_text("planted", encoding="utf-8")
    (folder / "root.key").chmod(0o640)
    (found,) = look_at_secrets(here)
    assert (found.why, found.subject) == ("open", "root.key")
    _said(found)
    (folder / "root.key").chmod(0o600)
    assert [it.state for it in look_at_secrets(here)] == [State.OK]


def test_a_published_ledger_that_was_changed_is_found(
    here: Surroundings, storage: Storage, service: str
) -> None:
    """One byte of one tile is enough."""
    with storage.work(service) as work:
        work.commit(Entry(act="use", promises=("W1",), body={}))
    folder = here.data / "ledger"
    Sequencer(storage, folder=folder, origin_of=lambda name: f"localhost/{name}").catch_up(service)

    def state() -> str:
        return next(
            it.why for it in look_at_published(here, check_signature) if it.subject == service
        )

    assert state() == "well"
    tile = next(path for path in (folder / service / "tile" / "0").rglob("*") if path.is_file())
    held = bytearray(tile.read_bytes())
    held[0] ^= 1
    tile.write_bytes(held)
    assert state() == "false"


def test_what_cannot_be_looked_at_is_said(here: Surroundings) -> None:
    """Nothing passes for well because nobody looked; every finding has words."""
    (here.data / "secrets").mkdir(mode=0o700)
    found = list(Doctor(here=here, outside=None, check_signature=check_signature).examine())
    unseen = {it.check for it in found if it.state is State.UNSEEN}
    assert {"public_url", "certificate", "mail", "ntp"} <= unseen
    for it in found:
        _said(it)


@pytest.fixture
def zone() -> Iterator[tuple[int, dict[str, list[str]]]]:
    """Serve TXT records of the test's own over UDP."""
    records: dict[str, list[str]] = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                asked, whom = listening.recvfrom(4096)
                if not asked:
                    return
                query = dns.message.from_wire(asked)
                answer = dns.message.make_response(query)
                name = query.question[0].name
                texts = records.get(name.to_text().rstrip("."), [])
                if texts:
                    answer.answer.append(
                        dns.rrset.from_text(name, 60, "IN", "TXT", *[f'"{it}"' for it in texts])
                    )
                listening.sendto(answer.to_wire(), whom)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        port = listening.getsockname()[1]
        yield port, records
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ending:
            ending.sendto(b"", ("127.0.0.1", port))
        thread.join()


@pytest.mark.parametrize(
    ("records", "whys"),
    [
        ({}, {"spf": "none", "dmarc": "none", "dkim": "none"}),
        (
            {
                "dar.example": ["v=spf1 include:relay.example -all", "other"],
                "_dmarc.dar.example": ["v=DMARC1; p=reject"],
                "k1._domainkey.dar.example": ["v=DKIM1; k=rsa; p=MIGf"],
            },
            {"spf": "well", "dmarc": "well", "dkim": "well"},
        ),
        (
            {
                "dar.example": ["v=spf1 +all"],
                "_dmarc.dar.example": ["v=DMARC1; p=none"],
                "k1._domainkey.dar.example": ["v=DKIM1; p="],
            },
            {"spf": "all", "dmarc": "lax", "dkim": "none"},
        ),
        ({"dar.example": ["v=spf1 -all", "v=spf1 ~all"]}, {"spf": "many"}),
    ],
)
def test_the_records_of_the_sender_are_read(
    mail_server: "MailServer",
    zone: tuple[int, dict[str, list[str]]],
    records: dict[str, list[str]],
    whys: dict[str, str],
) -> None:
    """SPF, DMARC and DKIM as a receiver would weigh them."""
    port, served = zone
    served.update(records)
    relay = Relay(
        address=f"smtp://a:right@localhost:{mail_server.port}", sender="amana@dar.example"
    )
    outside = Outside(relay=relay, dkim_selector="k1", names=Names("127.0.0.1", port))
    found = {it.check: it for it in look_at_mail(outside)}
    assert found["mail"].state is State.OK
    assert {check: found[check].why for check in whys} == whys
    for it in found.values():
        _said(it)


def test_a_clock_is_compared_with_a_time_server(here: Surroundings) -> None:
    """The server here is an hour ahead."""
    ahead = datetime.now(UTC) + timedelta(hours=1)
    since = int((ahead - datetime(1900, 1, 1, tzinfo=UTC)).total_seconds())
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))

        def answer() -> None:
            _, whom = listening.recvfrom(48)
            stamp = struct.pack("!II", since, 0)
            listening.sendto(b"\x24\x01" + bytes(30) + stamp + stamp, whom)

        thread = Thread(target=answer, daemon=True)
        thread.start()
        outside = Outside(ntp_server="127.0.0.1", ntp_port=listening.getsockname()[1])
        (found,) = look_at_time(here, outside)
        thread.join()
    assert (found.state, found.why) == (State.FAULT, "off")
    _said(found)
