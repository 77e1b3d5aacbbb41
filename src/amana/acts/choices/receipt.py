"""Hand out the receipt of what a person said: record, words, ledger proof, signed checkpoint."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from amana.acts.choices.errors import NoReceipt
from amana.acts.in_force import Parsed, published
from amana.acts.person_id import check_person
from amana.domain.choice.binding import bound_to, digest_of, words_of
from amana.domain.choice.process import controller_of, process_of
from amana.domain.choice.receipt import ACTS, AboutPurpose, receipt_of, record_of, texts
from amana.domain.ledger import canonical
from amana.domain.ledger.encoding import COMMITMENT_BYTES, split_leaf
from amana.domain.ledger.entry import Json
from amana.domain.ledger.opened import OpenedEntry
from amana.storage.ledger import Inclusion, Ledger
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The receipt of one act of a person, as it is handed out."""

    entry: UUID
    document: Mapping[str, Json] = field(repr=False)
    """JSON-LD; it names the person by the service's own id."""

    @property
    def text(self) -> bytes:
        """The file that is handed out."""
        return canonical.write(self.document) + b"\n"


def receipt(view: View, *, person: str, entry: UUID, alone: bool = False) -> Receipt:
    """Return the receipt of what the person said under this entry, under any of their ids.

    ``alone`` takes this id without the others: whoever shows no more than a browser's number gets
    nothing of the account that the browser was joined to.

    Raises ``NoReceipt`` where there is none: it is no entry of theirs, of another kind, or not
    in the ledger's signed tree yet, which takes about a second. Raises ``UnusablePerson`` and
    ``PersonErased``.
    """
    check_person(person)
    ids = view.persons.group(person)
    group = ids[:1] if alone else ids
    opened = view.people.opened(entry, group)
    ledger = Ledger(view.transaction, service=view.service)
    found = None if opened is None else ledger.inclusions((entry,)).get(entry)
    if opened is None or found is None:
        raise NoReceipt
    head, _ = split_leaf(found.leaf)
    if head.act not in ACTS:
        raise NoReceipt
    known = _of_version(view, head.policy_version)
    header = found.leaf[:-COMMITMENT_BYTES]
    record = record_of(header, found.leaf, opened.body, _about(known, opened.body))
    document = receipt_of(
        record,
        publisher=controller_of(known.policy.controller, known.policy.service),
        created=view.now,
        entry=_entry(found, header, salt=opened.salt, body=opened.text),
        path=found.proof,
    )
    return Receipt(entry=entry, document=document)


def _of_version(view: View, number: int | None) -> Parsed:
    row = view.policies.in_force()  # At hand, and most receipts are of it.
    if row is None or row.number != number:
        row = next((each for each in view.policies.versions() if each.number == number), None)
    if row is None:
        raise NoReceipt
    return published(view, row)


def _about(known: Parsed, body: Mapping[str, Json]) -> Mapping[str, AboutPurpose]:
    """Return the words whose hashes the entry holds; what it does not hold is left out.

    A later program may describe a purpose otherwise: then only the promise's words are shown.
    """
    purposes = texts(body, "purposes")
    terms = dict(zip(purposes, texts(body, "terms"), strict=False))
    wordings = dict(zip(purposes, texts(body, "wordings"), strict=False))
    return {
        purpose: AboutPurpose(
            process=_fitting(_process(known, purpose), terms.get(purpose)),
            words=next(_words(known, purpose, wordings.get(purpose)), None),
        )
        for purpose in purposes
    }


def _process(known: Parsed, purpose: str) -> Mapping[str, Json] | None:
    declared = known.policy.purposes.get(purpose)
    return None if declared is None else process_of(known.policy, declared)


def _words(known: Parsed, purpose: str, digest: str | None) -> Iterator[Mapping[str, Json]]:
    """Yield the words of the promise that was shown: the one that one chooses by, or a banner's."""
    for cookies in (False, True):
        bound = bound_to(known.policy, purpose, cookies=cookies)
        if bound is not None and bound.wording.hex() == digest:
            yield words_of(known.policy, known.policy.promises[bound.promise])


def _fitting(said: Mapping[str, Json] | None, digest: str | None) -> Mapping[str, Json] | None:
    return said if said is not None and digest_of(said).hex() == digest else None


def _entry(found: Inclusion, header: bytes, *, salt: bytes, body: bytes) -> OpenedEntry:
    return OpenedEntry(
        header=header,
        salt=salt,
        body=body,
        position=found.position,
        checkpoint=found.checkpoint,
    )
