"""The receipt of a word, as a page tells it: what was said, when, how, and by which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.choices.receipt import Receipt, receipt
from amana.acts.in_force import in_force, published
from amana.acts.me.words import names_of_purposes
from amana.domain.choice.circumstances import MEANS, THROUGH
from amana.domain.ledger.entry import Json
from amana.domain.words import Words
from amana.storage.work import View

_RECORD: Final = "dpv:hasRecordOfActivity"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutShown:
    """A purpose of the word, with the words that were shown about it."""

    name: Words
    shown: Words | None
    """``None`` where the entry holds no words: a refusal of what nothing promises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptShown:
    """A receipt in parts, and whole as it is handed out."""

    entry: UUID
    status: str
    """The last part of the receipt's term: ``ConsentGiven``, ``explicit`` ..."""
    at: datetime
    version: int | None
    language: str | None
    through: Words | None
    means: Words | None
    guarded: bool
    imported: bool
    about: tuple[AboutShown, ...]
    whole: Receipt


def show_receipt(view: View, *, person: str, entry: UUID) -> ReceiptShown:
    """Return the receipt of what the person said under this entry; raises what ``receipt`` does."""
    whole = receipt(view, person=person, entry=entry)
    record = _object(whole.document, _RECORD)
    (event,) = _objects(record, "dct:hasPart")
    notice = _object(record, "dpv:hasNotice")
    status = str(record.get("dpv:hasConsentStatus") or record.get("dpv:hasStatus"))
    language, version = notice.get("dct:language"), notice.get("dct:hasVersion")
    through = THROUGH.get(str(event.get("amana:channel")))
    means = MEANS.get(str(event.get("amana:means")))
    return ReceiptShown(
        entry=entry,
        status=status.partition(":")[2],
        at=datetime.fromisoformat(str(event["dct:date"])),
        version=version if isinstance(version, int) else None,
        language=language if isinstance(language, str) else None,
        through=None if through is None else through.words,
        means=None if means is None else means.words,
        guarded=event.get("dpv:hasEntity") == "dpv:GuardianOfDataSubject",
        imported=event.get("amana:imported") is True,
        about=tuple(_about(view, each) for each in _objects(record, "dpv:hasProcess")),
        whole=whole,
    )


def _about(view: View, process: Mapping[str, Json]) -> AboutShown:
    title = _object(_object(process, "dpv:hasPurpose"), "dct:title")
    words = _object(process, "amana:words")
    (named,) = names_of_purposes(
        published(view, in_force(view)).policy, (str(process["dct:identifier"]),)
    )
    return AboutShown(name=_words(title) or named, shown=_sentences(words))


def _sentences(words: Mapping[str, Json]) -> Words | None:
    """Return the published sentences that were shown, else the words of their kind."""
    quotes = _object(words, "quotes")
    said = {}
    for language in ("ar", "en"):
        quoted = quotes.get(language)
        lines = " ".join(map(str, quoted)) if isinstance(quoted, tuple) else ""
        said[language] = lines or str(words.get(language) or "")
    return _words(said)


def _words(said: Mapping[str, Json]) -> Words | None:
    """Return words of both languages; one that is missing is said in the other."""
    ar, en = (str(said.get(each) or "") for each in ("ar", "en"))
    return Words(ar=ar, en=en) if ar or en else None


def _object(of: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    found = of.get(name)
    return found if isinstance(found, Mapping) else {}


def _objects(of: Mapping[str, Json], name: str) -> tuple[Mapping[str, Json], ...]:
    found = of.get(name)
    parts = found if isinstance(found, tuple) else ()
    return tuple(each for each in parts if isinstance(each, Mapping))
