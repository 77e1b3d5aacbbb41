"""Any file that is not a certificate is refused by what is wrong with it, never believed."""

import json
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from amana.domain.certificate.check import check_certificate
from amana.domain.certificate.document import (
    LONGEST,
    MOST_ENTRIES,
    CertificateFile,
    ProvedLeaf,
    parse_certificate,
    write_certificate,
)
from amana.domain.certificate.statement import (
    CERTIFY,
    ErasedPlace,
    NamedEntry,
    NotAllDone,
    Statement,
    statement_body,
)
from amana.domain.ledger.encoding import encode_body, encode_header
from amana.domain.ledger.entry import Entry
from amana.domain.ledger.errors import MalformedReceipt
from amana.domain.ledger.note import VerifierKey
from amana.domain.ledger.opened import OpenedEntry
from amana.domain.ledger.succession import KeyChain

AT: Final = datetime(2026, 11, 22, 9, tzinfo=UTC)
ERASURE: Final = "019a6f6e-7b3c-7000-8000-000000000000"


def _file() -> CertificateFile:
    body = {"entries": ()}
    header = encode_header(Entry(act=CERTIFY, body=body), service="shop", hour=AT)
    entry = OpenedEntry(header=header, salt=bytes(32), body=encode_body(body), position=0)
    leaf = ProvedLeaf(position=1, leaf=entry.leaf, proof=(bytes(32),))
    return CertificateFile(
        service="shop", statement=body, entry=entry, proof=(bytes(32),), others=(leaf,)
    )


def _wrong(data: bytes) -> str:
    with pytest.raises(MalformedReceipt) as caught:
        parse_certificate(data)
    return str(caught.value.fields["part"])


def test_a_certificate_is_read_as_it_was_written() -> None:
    """Nothing is lost between the two."""
    assert parse_certificate(write_certificate(_file())) == _file()


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("form", "another", "form"),
        ("more", 1, "keys"),
        ("statement", [], "statement"),
        ("entries", {}, "entries"),
        ("entries", [{}] * (MOST_ENTRIES + 1), "entries"),
        ("entries", [1], "entries"),
        ("entries", [{"position": 1, "leaf": 2, "proof": []}], "entries"),
        ("entries", [{"position": True, "leaf": "AAAA", "proof": []}], "entries"),
        ("entries", [{"position": "1", "leaf": "AAAA", "proof": []}], "entries"),
        ("proof", {}, "proof"),
        ("proof", ["AAAA"] * 65, "proof"),
        ("proof", [1], "proof"),
        ("entry", {}, "keys"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: object, part: str) -> None:
    """Each part by its name, and never by what stands in it."""
    document = json.loads(write_certificate(_file()))
    document[name] = value
    assert _wrong(json.dumps(document).encode()) == part


def test_what_is_no_such_file_at_all_is_refused() -> None:
    """Too long, not JSON, not an object."""
    assert _wrong(b" " * (LONGEST + 1)) == "length"
    assert _wrong(b"{") == "json"
    assert _wrong(b"[]") == "form"


def test_a_certificate_without_a_checkpoint_is_no_certificate() -> None:
    """There is nothing signed to hold it against."""
    key = VerifierKey(name="log.example/shop", public=bytes(32))
    with pytest.raises(MalformedReceipt):
        check_certificate(
            write_certificate(_file()), keys=KeyChain(keys=(key,)), check=lambda *_: True
        )


@pytest.mark.parametrize("lacking", ["places", "entries"])
def test_nothing_is_stated_where_nothing_was_read_back_or_noted(lacking: str) -> None:
    """A statement without a place or without an entry states nothing."""
    whole: dict[str, Any] = {
        "places": (ErasedPlace(place="shop", tables=(), read_back_at=AT),),
        "entries": (NamedEntry(act="erase", position=0, leaf_hash=bytes(32)),),
    }
    with pytest.raises(NotAllDone):
        statement_body(
            Statement(
                erasure=ERASURE,
                request=None,
                ids=1,
                begun_at=AT,
                closed_at=AT,
                epoch=None,
                **{**whole, lacking: ()},
            )
        )
