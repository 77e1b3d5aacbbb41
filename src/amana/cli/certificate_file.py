"""Checking an erasure's certificate on the command line: with a key alone, or a ledger too."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from amana.cli.exits import Exit
from amana.cli.printing import Format, print_json, print_text
from amana.cli.public_files import all_sound, judged, read_given
from amana.domain.certificate.check import CertificateVerdict, check_certificate
from amana.domain.certificate.document import LONGEST
from amana.domain.certificate.reading import place_of
from amana.domain.certificate.statement import OWN, ErasedPlace
from amana.domain.ledger.entry import Json
from amana.domain.ledger.verify import Verdict
from amana.domain.words import Language
from amana.storage.ledger.signing import check_signature
from amana.wording.catalogue import say


def verify_certificate(
    file: Path, *, place: str | None, key: str | None, language: Language, form: Format
) -> int:
    """Check a certificate; where a place is named, its whole ledger with it.

    Raises ``KeyMissing`` where neither a key nor a place with one is named, and
    ``MalformedReceipt`` for any other file.
    """
    data = read_given(file, longest=LONGEST)
    verdict, log = judged(
        lambda keys: check_certificate(data, keys=keys, check=check_signature), place=place, key=key
    )
    if form is Format.JSON:
        print_json(_as_json(verdict, log))
    else:
        print_text("\n".join(_lines(verdict, log, language)))
    return Exit.OK if all_sound(verdict, log) else Exit.FAILED


def _as_json(verdict: CertificateVerdict, log: Verdict | None) -> Mapping[str, Json]:
    return {
        "sound": all_sound(verdict, log),
        "faults": tuple(each.value for each in verdict.faults),
        "ledger": None if log is None else log.sound,
        "origin": verdict.checkpoint.origin,
        "size": verdict.checkpoint.size,
        "position": verdict.entry.position,
        "statement": verdict.statement,
    }


def _lines(verdict: CertificateVerdict, log: Verdict | None, language: Language) -> Iterator[str]:
    """Say whether it is true first; what it states is shown only where it is."""
    sound = all_sound(verdict, log)
    yield say("verify.certificate.sound" if sound else "verify.certificate.false", language)
    for fault in verdict.faults:
        yield "- " + say(f"verify.certificate.{fault.value}", language)
    if log is not None and not log.sound:
        yield "- " + say("verify.receipt.log", language)
    if sound:
        yield from _stated(verdict.statement, language)
    if log is None:
        yield say("verify.certificate.alone", language)


def _stated(statement: Mapping[str, Json], language: Language) -> Iterator[str]:
    yield say(
        "verify.certificate.erasure",
        language,
        erasure=str(statement.get("erasure")),
        at=str(statement.get("closed_at")),
    )
    for place in _objects(statement.get("places")):
        yield say(
            _words_for(place_of(place)),
            language,
            place=_name_of(place.get("place"), language),
            at=str(place.get("read_back_at")),
            together=str(place.get("together")),
            looks=str(place.get("looks")),
        )
        for table in _objects(place.get("tables")):
            counts = {name: table.get(name) for name in ("deleted", "changed", "kept")}
            named = {name: int(str(count)) for name, count in counts.items()}
            if any(named.values()):
                yield "  " + say(
                    "verify.certificate.table", language, table=str(table.get("table")), **named
                )
        for table in _objects(place.get("at_most")):
            yield "  " + say(
                "verify.certificate.at_most",
                language,
                table=str(table.get("table")),
                deleted=int(str(table.get("deleted"))),
                changed=int(str(table.get("changed"))),
            )
    yield from _rest(statement, language)


def _words_for(place: ErasedPlace) -> str:
    """Return how a place is told: what was looked at, or that there was nothing to erase."""
    if place.looks is None:
        return "verify.certificate.place"
    return "verify.certificate.nothing" if place.nothing_there else "verify.certificate.looked"


def _rest(statement: Mapping[str, Json], language: Language) -> Iterator[str]:
    """Say what was kept, and who else was told."""
    for kept in _objects(statement.get("kept")):
        until = kept.get("until")
        yield say(
            "verify.certificate.kept" if until else "verify.certificate.kept_open",
            language,
            place=_name_of(kept.get("place"), language),
            table=str(kept.get("table")),
            reason=str(kept.get("reason")),
            until=str(until),
        )
    for told in _objects(statement.get("recipients")):
        yield say(
            "verify.certificate.recipient",
            language,
            recipient=str(told.get("recipient")),
            contact=str(told.get("contact") or ""),
            at=str(told.get("answered_at")),
        )


def _name_of(place: Json, language: Language) -> str:
    return say("verify.certificate.own", language) if place == OWN else str(place)


def _objects(value: Json) -> Sequence[Mapping[str, Json]]:
    parts = value if isinstance(value, tuple) else ()
    return [each for each in parts if isinstance(each, Mapping)]
