"""The JSON of records that programs get."""

from amana.acts.deciding.asked import Decided
from amana.acts.records.asked import Collected, Used
from amana.acts.records.list_records import HeldField, HeldRecord, HeldValue, Page
from amana.domain.ledger.entry import Json
from amana.http.api.answers import decided


def taken(done: Collected) -> dict[str, Json]:
    """Return whether values were taken in, and where."""
    return _decision(done) | {
        "record": None if done.record is None else str(done.record),
        "version": done.version,
        "left_out": done.left_out,
        "shortened": done.shortened,
    }


def given(done: Used) -> dict[str, Json]:
    """Return whether values may be used, and what they are then."""
    return _decision(done) | {
        "record": str(done.record),
        "version": done.version,
        "values": None if done.values is None else dict(done.values),
        "masked": done.masked,
    }


def page(shown: Page) -> dict[str, Json]:
    """Return a page of a person's records."""
    return {
        "records": tuple(_record(each) for each in shown.records),
        "next": shown.next,
        "entry": str(shown.entry),
    }


def _decision(done: Collected | Used) -> dict[str, Json]:
    return decided(
        Decided(answer=done.answer, policy_version=done.policy_version, entry=done.entry)
    )


def _record(held: HeldRecord) -> dict[str, Json]:
    return {
        "id": str(held.id),
        "type": held.type,
        "key": held.key,
        "version": held.version,
        "fields": {name: _field(each) for name, each in held.fields.items()},
        "purposes": held.purposes,
        "objected": held.objected,
        "recipients": held.recipients,
        "automated": held.automated,
        "expires_at": None if held.expires_at is None else held.expires_at.isoformat(),
    }


def _field(held: HeldField) -> dict[str, Json]:
    return {
        "now": None if held.now is None else _value(held.now),
        "earlier": tuple(_value(each) for each in held.earlier),
    }


def _value(held: HeldValue) -> dict[str, Json]:
    return {
        "value": held.value,
        "origin": held.origin,
        "source": held.source,
        "occasion": held.occasion,
        "notice_version": held.notice_version,
        "imported": held.imported,
        "at": held.at.isoformat(),
        "entry": str(held.entry),
    }
