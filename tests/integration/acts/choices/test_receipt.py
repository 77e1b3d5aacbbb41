"""A receipt shows what a person said, and whoever holds it can check it without asking anybody."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from amana.acts.accept import Acceptance
from amana.acts.choices.choosing import Choosing
from amana.acts.choices.errors import NoReceipt
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.choices import ChoicesDoor
from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.choice.circumstances import Means, Place
from amana.domain.choice.receipt import RECEIPT, RECORD
from amana.domain.choice.receipt_check import ReceiptVerdict, ReceiptWrong, check_receipt
from amana.domain.choice.word import Word
from amana.domain.ledger.errors import MalformedReceipt
from amana.domain.ledger.note import parse_key
from amana.domain.ledger.succession import KeyChain
from amana.storage.errors import PersonErased
from amana.storage.ledger import Sequencer, check_signature

if TYPE_CHECKING:
    from tests.integration.acts.choices.conftest import Shop

GIVEN = Choosing(
    person="who-1",
    word=Word.CONSENT,
    purposes=frozenset({"news", "offers"}),
    language="ar",
    channel=Place.PRIVACY_CENTRE,
    means=Means.SWITCH,
)
Publish = Callable[[], str]
"""Sequence the ledger and return its key."""


@pytest.fixture
def publish(shop: "Shop", tmp_path: Path) -> Publish:
    """Return what brings the shop's ledger up to date."""
    sequencer = Sequencer(shop.storage, folder=tmp_path, origin_of="log.example/{}".format)

    def published() -> str:
        sequencer.catch_up(shop.service)
        key = sequencer.public_folder(shop.service).path / "key"
        return key.read_text(encoding="utf-8").strip()

    return published


def _chosen(shop: "Shop", given: Choosing = GIVEN) -> UUID:
    return ChoicesDoor(shop.storage).choose(shop.service, given).entry


def _receipt(shop: "Shop", entry: UUID, person: str = "who-1") -> bytes:
    return ChoicesDoor(shop.storage).receipt(shop.service, person=person, entry=entry).text


def _check(receipt: bytes, key: str) -> ReceiptVerdict:
    return check_receipt(receipt, keys=KeyChain(keys=(parse_key(key),)), check=check_signature)


@pytest.mark.promise("C6")
def test_a_receipt_holds_all_fields_and_is_true(shop: "Shop", publish: Publish) -> None:
    """In the terms of the standard's profile: notice, purposes, data, parties, event, proof."""
    entry = _chosen(shop)
    key = publish()
    receipt = _receipt(shop, entry)
    assert _check(receipt, key).sound
    told = json.loads(receipt)
    record = told["dpv:hasRecordOfActivity"]
    assert (told["dct:conformsTo"], record["dct:conformsTo"]) == (RECEIPT, RECORD)
    assert record["dpv:hasDataSubject"]["dct:identifier"] == "who-1"
    assert record["dpv:hasNotice"]["dct:hasVersion"] == 1
    assert record["dpv:hasNotice"]["dct:language"] == "ar"
    assert record["dpv:hasConsentStatus"] == "dpv:ConsentGiven"
    (event,) = record["dct:hasPart"]
    assert (event["amana:channel"], event["amana:means"]) == ("privacy_centre", "switch")
    news = record["dpv:hasProcess"][0]
    assert news["dct:identifier"] == "news"
    assert news["dpv:hasLegalBasis"] == "dpv:Consent"
    assert [each["@type"] for each in news["dpv:hasPersonalData"]] == ["pd:EmailAddress"]
    assert news["dpv:hasDataController"]["dpv:hasContact"] == ["privacy@shop.example"]
    assert news["dpv:hasJurisdiction"] == ["jordan"]
    assert "newsletter" in news["amana:words"]["en"]


@pytest.mark.parametrize("word", [Word.WITHDRAW, Word.OBJECT, Word.OPT_OUT, Word.OPT_IN])
def test_every_word_has_a_receipt_and_consent_alone_conforms_to_the_standard(
    shop: "Shop", publish: Publish, word: Word
) -> None:
    """The standard speaks of consent and its withdrawal."""
    entry = _chosen(shop, Choosing(person="who-1", word=word, purposes=frozenset({"news"})))
    key = publish()
    receipt = _receipt(shop, entry)
    assert _check(receipt, key).sound
    assert ("dct:conformsTo" in json.loads(receipt)) is (word is Word.WITHDRAW)


def test_an_acceptance_has_a_receipt_with_the_digest_of_the_policy(
    shop: "Shop", publish: Publish
) -> None:
    """And so has a first step that waits."""
    accepted = ApplicationDoor(shop.storage).accept(
        shop.service, person="who-1", version=1, how=Acceptance.EXPLICIT, language="ar"
    )
    asked = ChoicesDoor(shop.storage).ask_to_confirm(shop.service, GIVEN).entry
    key = publish()
    for entry, status in ((accepted, "amana:explicit"), (asked, "dpv:ConsentRequested")):
        receipt = _receipt(shop, entry)
        assert _check(receipt, key).sound
        (event,) = json.loads(receipt)["dpv:hasRecordOfActivity"]["dct:hasPart"]
        assert status in event["@type"]
    notice = json.loads(_receipt(shop, accepted))["dpv:hasRecordOfActivity"]["dpv:hasNotice"]
    assert len(notice["amana:digest"]) == 64


def test_a_receipt_stays_true_when_later_versions_say_otherwise(
    shop: "Shop", publish: Publish
) -> None:
    """It shows the words of its day."""
    entry = _chosen(shop)
    shop.publish(material=True, more=", of: both")
    key = publish()
    assert _check(_receipt(shop, entry), key).sound


def _purpose(told: dict[str, Any]) -> None:
    told["dpv:hasRecordOfActivity"]["dpv:hasProcess"][0]["dpv:hasPurpose"]["@type"] = "dpv:Other"


def _words(told: dict[str, Any]) -> None:
    told["dpv:hasRecordOfActivity"]["dpv:hasProcess"][0]["amana:words"]["en"] = "We sell it."


def _status(told: dict[str, Any]) -> None:
    told["dpv:hasRecordOfActivity"]["dpv:hasConsentStatus"] = "dpv:ConsentWithdrawn"


def _body(told: dict[str, Any]) -> None:
    told["amana:entry"]["body"]["person"] = "who-2"
    told["dpv:hasRecordOfActivity"]["dpv:hasDataSubject"]["dct:identifier"] = "who-2"


def _proof(told: dict[str, Any]) -> None:
    told["amana:proof"] = told["amana:proof"][:-1]


def _checkpoint(told: dict[str, Any]) -> None:
    lines = told["amana:entry"]["checkpoint"].split("\n")
    told["amana:entry"]["checkpoint"] = "\n".join(["other.example", *lines[1:]])


def _unproved(told: dict[str, Any]) -> None:
    del told["amana:entry"]


@pytest.mark.parametrize(
    ("forge", "found"),
    [
        (_purpose, {ReceiptWrong.WORDS}),
        (_words, {ReceiptWrong.WORDS}),
        (_status, {ReceiptWrong.RECORD}),
        (_body, {ReceiptWrong.RECORD, ReceiptWrong.LEDGER}),
        (_proof, {ReceiptWrong.LEDGER}),
        (_checkpoint, {ReceiptWrong.SIGNATURE}),
        (_unproved, {ReceiptWrong.UNPROVED}),
    ],
)
def test_whatever_is_changed_in_a_receipt_is_found(
    shop: "Shop",
    publish: Publish,
    forge: Callable[[dict[str, Any]], object],
    found: set[ReceiptWrong],
) -> None:
    """Words, record, entry, proof or signature."""
    entry = _chosen(shop)
    _chosen(shop)
    key = publish()
    told = json.loads(_receipt(shop, entry))
    forge(told)
    assert set(_check(json.dumps(told).encode(), key).faults) == found


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("@context", {}),
        ("dpv:hasRecordOfActivity", 1),
        ("amana:proof", "x"),
        ("amana:proof", ["!"]),
        ("dpv:hasRecordOfActivity/dpv:hasProcess", 1),
        ("dpv:hasRecordOfActivity/dpv:hasProcess", [1]),
        ("amana:entry/checkpoint", "x"),
        ("amana:entry/body/purposes", 1),
        ("amana:entry/body/word", "?"),
        ("amana:entry/header/act", "erase"),
    ],
)
def test_what_is_no_receipt_is_refused(
    shop: "Shop", publish: Publish, where: str, value: object
) -> None:
    """It says so, and checks nothing."""
    entry = _chosen(shop)
    key = publish()
    told = json.loads(_receipt(shop, entry))
    *above, name = where.split("/")
    part = told
    for each in above:
        part = part[each]
    part[name] = value
    with pytest.raises(MalformedReceipt):
        _check(json.dumps(told).encode(), key)


@pytest.mark.parametrize("data", [b"x", b"[]", b" " * 5_000_000], ids=["text", "list", "long"])
def test_what_is_no_json_object_is_no_receipt(shop: "Shop", publish: Publish, data: bytes) -> None:
    """Nor is what is longer than any."""
    _chosen(shop)
    with pytest.raises(MalformedReceipt):
        _check(data, publish())


def test_there_is_no_receipt_of_what_is_somebody_elses_or_not_signed_yet(
    shop: "Shop", publish: Publish
) -> None:
    """Nor of another act, nor of who was erased."""
    entry = _chosen(shop)
    with pytest.raises(NoReceipt):
        _receipt(shop, entry)
    other = shop.ask_entry()
    publish()
    _chosen(shop, Choosing(person="who-2", word=Word.OBJECT, purposes=frozenset({"offers"})))
    for wanted, person in (
        (entry, "who-2"),
        (other, "who-1"),
        (UUID(int=0), "who-1"),
    ):
        with pytest.raises(NoReceipt):
            _receipt(shop, wanted, person)
    shop.erase("who-1")
    with pytest.raises(PersonErased):
        _receipt(shop, entry)


def test_verify_checks_a_receipt_by_a_key_alone_or_with_the_whole_ledger(
    shop: "Shop", publish: Publish, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It exits with 1 for a forged one, and shows nothing of what the receipt says."""
    entry = _chosen(shop)
    key = publish()
    file, folder = tmp_path / "receipt.jsonld", tmp_path / shop.service
    file.write_bytes(_receipt(shop, entry))
    assert run(["verify", "--receipt", str(file), "--key", key]) == Exit.OK
    assert run(["verify", str(folder), "--receipt", str(file)]) == Exit.OK
    assert run(["verify", "--receipt", str(file)]) not in {Exit.OK, Exit.FAILED}
    assert run(["verify"]) not in {Exit.OK, Exit.FAILED}
    forged = file.read_bytes().replace(b"dpv:ConsentGiven", b"dpv:ConsentRefused")
    file.write_bytes(forged)
    capsys.readouterr()
    shown = ["--format", "json"]
    assert run(["verify", "--receipt", str(file), "--key", key, *shown]) == Exit.FAILED
    told = json.loads(capsys.readouterr().out)
    assert (told["sound"], told["faults"], told["ledger"]) == (False, ["record"], None)
    assert run(["verify", str(folder), "--receipt", str(file)]) == Exit.FAILED
    assert "who-1" not in capsys.readouterr().out
