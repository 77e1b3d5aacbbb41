"""Notes, keys, checkpoints and opened entries are read strictly, or not at all."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from amana.domain.errors import AmanaError
from amana.domain.ledger.checkpoint import parse_text
from amana.domain.ledger.encoding import (
    encode_header,
)
from amana.domain.ledger.entry import Entry
from amana.domain.ledger.errors import (
    ForgedCheckpoint,
    MalformedCheckpoint,
    MalformedKey,
    MalformedReceipt,
)
from amana.domain.ledger.note import (
    LONGEST_NOTE,
    Signature,
    SignedNote,
    VerifierKey,
    encode_note,
    parse_key,
    parse_note,
    verified_text,
)
from amana.domain.ledger.opened import LONGEST, OpenedEntry, parse_opened, write_opened
from amana.domain.ledger.verify import verify_log

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HEADER = encode_header(
    Entry(act="use", promises=("W1", "W2"), policy_version=1, body={}), service="store", hour=NOON
)
PUBLIC = VerifierKey(name="log.example", public=bytes(32))
ROOT = "A" * 43 + "="


def _part(error: pytest.ExceptionInfo[AmanaError]) -> object:
    return error.value.fields["part"]


@pytest.mark.parametrize(
    "text",
    [
        "log\n",
        "log\n1\n",
        f"log\n01\n{ROOT}\n",
        f"log\n+1\n{ROOT}\n",
        f"log\n{2**63}\n{ROOT}\n",
        f"log\n١\n{ROOT}\n",
        f"\n1\n{ROOT}\n",
        f"log\n1\n{ROOT}\n\nmore\n",
        "log\n1\nAAAA\n",
        f"log\n1\n{ROOT[:-2]}B=\n",
        f"log\n1\n{ROOT[:-1]}\n",
        f"log\n1\n {ROOT}\n",
    ],
    ids=repr,
)
def test_other_texts_are_no_checkpoint(text: str) -> None:
    """Lines missing or empty, numbers and base64 in another form."""
    with pytest.raises(MalformedCheckpoint):
        parse_text(text)


def test_extension_lines_are_kept() -> None:
    """What a log adds is part of what it signed."""
    head = parse_text(f"log\n1\n{ROOT}\nmore\n")
    assert head.extensions == ("more",)
    assert head.text == f"log\n1\n{ROOT}\nmore\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        "text\n\n— name AAAAAAAA".encode(),
        b"text\n\n- name AAAAAAAA\n",
        "text\n\n— name AAAA\n".encode(),
        "text\n\n— na+me AAAAAAAA\n".encode(),
        "text\n\n— na\u2003me AAAAAAAA\n".encode(),
        "text\n\n— name AAAAAAA\n".encode(),
        "text\n\n— name  AAAAAAAA\n".encode(),
        "te\txt\n\n— name AAAAAAAA\n".encode(),
        b"\xff\n\n",
        b"a" * (LONGEST_NOTE + 1),
    ],
    ids=lambda data: repr(data[:40]),
)
def test_other_bytes_are_no_note(data: bytes) -> None:
    """Signature lines must be there, whole, and in their one form."""
    with pytest.raises(MalformedCheckpoint):
        parse_note(data)


def test_signatures_of_others_are_ignored_and_own_ones_must_hold() -> None:
    """Witnesses may sign too; one false signature of the trusted key condemns the note."""
    good = Signature(name=PUBLIC.name, key_id=PUBLIC.key_id, value=b"good")
    bad = Signature(name=PUBLIC.name, key_id=PUBLIC.key_id, value=b"bad")
    other = Signature(name="witness", key_id=PUBLIC.key_id, value=b"bad")

    def text_of(*signatures: Signature) -> str:
        note = parse_note(encode_note(SignedNote(text="a\n\nb\n", signatures=signatures)))
        return verified_text(note, PUBLIC, lambda _key, value, _message: value == b"good")

    assert text_of(other, good) == "a\n\nb\n"
    for signatures in ((other,), (good, bad)):
        with pytest.raises(ForgedCheckpoint):
            text_of(*signatures)


def test_a_key_has_one_text() -> None:
    """Name, hash and algorithm must fit one another."""
    text = str(PUBLIC)
    assert parse_key(text) == PUBLIC
    wrong = {
        "form": [text.upper(), text.replace("+", " ", 1), "", f"{text}\n"],
        "hash": [text.replace("log", "lag", 1)],
        "algorithm": [text.replace("+AQ", "+BA"), text[:-1]],
    }
    for part, others in wrong.items():
        for other in others:
            with pytest.raises(MalformedKey) as error:
                parse_key(other)
            assert _part(error) == part
    with pytest.raises(MalformedKey):
        VerifierKey(name="a b", public=bytes(32))
    with pytest.raises(MalformedKey):
        VerifierKey(name="a", public=bytes(31))


OPENED = OpenedEntry(header=HEADER, salt=bytes(32), body=b'{"n":1}', position=4, checkpoint="x")


def test_an_opened_entry_may_be_laid_out_anew() -> None:
    """White space and the order of keys do not matter to a person's file."""
    parts = json.loads(write_opened(OPENED))
    shuffled = json.dumps(dict(reversed(parts.items())), indent=4).encode()
    assert parse_opened(shuffled) == OPENED


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("keys", {"more": 1}),
        ("format", {"format": "amana-entry-2"}),
        ("header", {"header": {"act": "use"}}),
        ("header", {"header": "use"}),
        ("body", {"body": []}),
        ("salt", {"salt": "AAAA"}),
        ("salt", {"salt": 1}),
        ("position", {"position": -1}),
        ("position", {"position": True}),
        ("position", {"position": "4"}),
        ("checkpoint", {"checkpoint": 4}),
    ],
    ids=str,
)
def test_other_opened_entries_are_refused(part: str, change: dict[str, Any]) -> None:
    """Each wrong part is named."""
    parts = {**json.loads(write_opened(OPENED)), **change}
    with pytest.raises(MalformedReceipt) as error:
        parse_opened(json.dumps(parts).encode())
    assert _part(error) == part


@pytest.mark.parametrize(("part", "data"), [("json", b"{"), ("length", bytes(LONGEST + 1))])
def test_what_is_no_opened_entry_is_refused(part: str, data: bytes) -> None:
    """Broken or far too long."""
    with pytest.raises(MalformedReceipt) as error:
        parse_opened(data)
    assert _part(error) == part


def test_a_log_that_claims_to_be_endless_ends_at_its_first_missing_file() -> None:
    """The size in a checkpoint is no promise of work."""
    note = encode_note(
        SignedNote(
            text=f"log.example\n{2**63 - 1}\n{ROOT}\n",
            signatures=(Signature(name="a", key_id=bytes(4), value=b"x"),),
        )
    )
    verdict = verify_log(
        {"checkpoint": note}.get, key=PUBLIC, check=lambda _key, _value, _message: True
    )
    assert [fault.wrong.value for fault in verdict.faults] == ["checkpoint_forged", "file_missing"]
