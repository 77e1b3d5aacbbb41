"""Certify an erasure, once all of it was done, read back, and stands on the ledger.

There is no certificate of what was skipped, given up or is still waited for: what is not done
stays without one, and the scheduled task looks at it again.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from amana.domain.certificate.statement import (
    CERTIFY,
    OWN,
    ErasedPlace,
    ErasedRows,
    KeptPart,
    NamedEntry,
    NeverAllDone,
    NotAllDone,
    Statement,
    ToldRecipient,
    statement_body,
)
from amana.domain.errors import AmanaError
from amana.domain.ledger.encoding import split_leaf
from amana.domain.ledger.entry import Entry, Json
from amana.storage.certificates import CertificateRow
from amana.storage.database import Storage
from amana.storage.erasures import Erasure, Forgotten, summed
from amana.storage.ledger import Inclusion, Ledger
from amana.storage.work import View

_PAGE: Final = 200
_COUNTED: Final = ("bodies", "links", "acceptances", "records", "rest")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What was done for a request outside our own records."""

    places: tuple[ErasedPlace, ...] = ()
    kept: tuple[KeptPart, ...] = ()
    recipients: tuple[ToldRecipient, ...] = ()
    entries: tuple[UUID, ...] = ()


LookElsewhere: TypeAlias = Callable[[View, UUID], Elsewhere]
"""Of a request, what was done elsewhere. Raises ``NotAllDone`` where something is not."""


def certify(
    storage: Storage, service: str, erasure: UUID, *, elsewhere: LookElsewhere
) -> UUID | None:
    """Certify one erasure and return the entry; ``None`` where it was certified before.

    Raises ``NotAllDone`` where something of it is not done, or not on the ledger yet.
    """
    with storage.work(service) as work:
        row = work.certificates.hold(erasure)
        if row is None:
            return None
        more = Elsewhere() if row.request is None else elsewhere(work, row.request)
        stated, names = _stated(work, row, more)
        entry = work.name_entry()
        work.certificates.certify(erasure, entry=entry, names=names)
        work.commit(Entry(act=CERTIFY, body=statement_body(stated)), ids=(entry,))
    return entry


def certify_what_is_done(storage: Storage, service: str, *, elsewhere: LookElsewhere) -> int:
    """Certify every erasure of which all is done, and return how many. A scheduled task.

    One that fails stops no other.
    """
    made = 0
    behind: tuple[datetime, UUID] | None = None
    while page := _open(storage, service, behind):
        behind = page[-1].begun_at, page[-1].erasure
        made += sum(_certified(storage, service, row, elsewhere) for row in page)
    with storage.reading(service) as view:
        overtaken = view.certificates.overtaken(limit=_PAGE)
    return made + sum(_certified(storage, service, row, elsewhere) for row in overtaken)


def _certified(
    storage: Storage, service: str, row: CertificateRow, elsewhere: LookElsewhere
) -> bool:
    """Certify one, and tell whether it was; what was certified before stays so."""
    try:
        return certify(storage, service, row.erasure, elsewhere=elsewhere) is not None
    except NeverAllDone:
        if row.entry is None:
            _leave(storage, service, row.erasure)
    except NotAllDone:
        pass
    except AmanaError as error:
        _log.warning("certificates of %s: %s", service, error.code)
    return False


def _leave(storage: Storage, service: str, erasure: UUID) -> None:
    with storage.work(service) as work:
        work.certificates.never(erasure)
        work.over()


def _open(
    storage: Storage, service: str, behind: tuple[datetime, UUID] | None
) -> tuple[CertificateRow, ...]:
    with storage.reading(service) as view:
        return view.certificates.open(limit=_PAGE, behind=behind)


def _stated(view: View, row: CertificateRow, more: Elsewhere) -> tuple[Statement, tuple[UUID, ...]]:
    """Return what is stated, and the entries that it names."""
    if row.part is not None:
        return _stated_in_part(view, row, row.part, more)
    held = view.erasures.together(row.erasure)
    first = held[0] if held else None
    if first is None or first.closed_at is None or first.done is None:
        raise NotAllDone
    own = tuple(each for each in (first.intended, first.done) if each is not None)
    # A later certificate names the one before, and all that it named.
    earlier = () if row.entry is None else (*row.names, row.entry)
    names = tuple(dict.fromkeys((*own, *earlier, *more.entries)))
    return Statement(
        erasure=str(row.erasure),
        request=None if row.request is None else str(row.request),
        ids=len(held),
        begun_at=first.begun_at,
        closed_at=first.closed_at,
        epoch=max((each.epoch for each in held if each.epoch is not None), default=None),
        places=(_own_place(held, first.closed_at), *more.places),
        kept=more.kept,
        recipients=more.recipients,
        entries=_named(view, names),
    ), names


def _stated_in_part(
    view: View, row: CertificateRow, part: UUID, more: Elsewhere
) -> tuple[Statement, tuple[UUID, ...]]:
    """Return what is stated of an erasure of some categories, of which our own part is done."""
    earlier = () if row.entry is None else (*row.names, row.entry)
    names = tuple(dict.fromkeys((part, *earlier, *more.entries)))
    said = view.certificates.said_in_part(row).body
    own = ErasedPlace(
        place=OWN,
        tables=(
            ErasedRows(
                table="records", deleted=_number(said["deleted"]), changed=_number(said["changed"])
            ),
        ),
        read_back_at=row.begun_at,
    )
    categories = said["categories"]
    return Statement(
        erasure=str(row.erasure),
        request=str(row.request),
        ids=_number(said["ids"]),
        begun_at=row.begun_at,
        closed_at=row.begun_at,
        epoch=None,
        places=(own, *more.places),
        kept=more.kept,
        recipients=more.recipients,
        entries=_named(view, names),
        categories=tuple(map(str, categories)) if isinstance(categories, tuple) else (),
    ), names


def _number(value: Json) -> int:
    """Return a count of our own entry."""
    return value if isinstance(value, int) else 0


def _own_place(held: Sequence[Erasure], closed_at: datetime) -> ErasedPlace:
    forgotten: Forgotten = summed(e.forgotten for e in held if e.forgotten is not None)
    return ErasedPlace(
        place=OWN,
        tables=tuple(ErasedRows(table=name, deleted=getattr(forgotten, name)) for name in _COUNTED),
        read_back_at=closed_at,
    )


def _named(view: View, names: Sequence[UUID]) -> tuple[NamedEntry, ...]:
    """Return the entries as the ledger has them; raise ``NotAllDone`` where it has one not yet."""
    found = Ledger(view.transaction, service=view.service).inclusions(names)
    if found.keys() != set(names):
        raise NotAllDone
    return tuple(_as_named(found[name]) for name in names)


def _as_named(found: Inclusion) -> NamedEntry:
    header, _ = split_leaf(found.leaf)
    return NamedEntry(act=header.act, position=found.position, leaf_hash=found.leaf_hash)
