"""What a receipt says where the policy said little, and before its entry is on the ledger."""

from datetime import UTC, datetime

from amana.domain.choice.process import process_of
from amana.domain.choice.receipt import AboutPurpose, receipt_of, record_of
from amana.domain.ledger.encoding import commitment, encode_header, leaf_bytes
from amana.domain.ledger.entry import Entry, Json
from amana.domain.policy.parse import parse

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
POLICY = """\
amana: 1
service: house
title: {en: Notice}
controller: {name: {en: House}, email: privacy@house.example}
languages: [en]
data:
  email: {is: "pd:EmailAddress"}
purposes:
  offers: {is: "dpv:Marketing", basis: consent}
recipients:
  courier:
    kind: service_providers
    name: {en: the courier}
    contact: courier@house.example
    country: QA
    safeguards: [contract]
promises:
  R1: {share: [email], to: [courier], for: [offers]}
  R2: {use: [email], for: [offers]}
"""


def test_a_recipient_is_told_with_how_to_reach_them() -> None:
    """Contact and country stand in the record where the policy names them."""
    policy = parse(POLICY, texts={})
    (told,) = (
        each
        for each in _all(process_of(policy, policy.purposes["offers"]))
        if each.get("@type") == "dpv:Recipient"
    )
    assert (told["dpv:hasContact"], told["dpv:hasCountry"]) == ("courier@house.example", "QA")


def test_what_is_not_known_of_a_purpose_is_not_told() -> None:
    """Neither a description nor words are made up; without an entry the receipt has no proof."""
    entry = Entry(act="choose", promises=("R1",), policy_version=1, body={})
    header = encode_header(entry, service="house", hour=NOW)
    leaf = leaf_bytes(header, commitment(bytes(32), b"{}"))
    body: dict[str, Json] = {"word": "object", "purposes": ("offers", "gifts", "news")}
    words: dict[str, Json] = {"en": "We send offers."}
    known = {
        "offers": AboutPurpose(process=None, words=None),
        "gifts": AboutPurpose(process=None, words=words),
    }
    record = record_of(header, leaf, body, known)
    receipt = receipt_of(record, publisher={}, created=NOW, entry=None)
    assert "amana:proof" not in receipt
    assert "dct:conformsTo" not in receipt
    told = [each for each in _all(record) if each.get("@type") == "dpv:Process"]
    assert [sorted(each) for each in told] == [
        ["@type", "dct:identifier"],
        ["@type", "amana:words", "dct:identifier"],
        ["@type", "dct:identifier"],
    ]


def _all(value: object) -> list[dict[str, object]]:
    """Return every object in a JSON value."""
    if isinstance(value, dict):
        return [value, *(each for part in value.values() for each in _all(part))]
    if isinstance(value, tuple | list):
        return [each for part in value for each in _all(part)]
    return []
