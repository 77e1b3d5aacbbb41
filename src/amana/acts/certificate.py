"""The certificate of an erasure: it names nobody, and whoever holds the ledger can check it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.domain.ledger.entry import Json
from amana.storage.erasures import Forgotten

FORM: Final = "amana-erasure-certificate-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifiedEntry:
    """A ledger entry that a certificate names; its place once the sequencer has taken it."""

    id: UUID
    position: int | None
    leaf_hash: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What was erased, when, and which entries of the ledger say so. It names nobody."""

    service: str
    erasure: UUID
    ids: int
    """How many ids of the person were erased together."""
    begun_at: datetime
    """From here on every read refused."""
    closed_at: datetime
    """From here on nothing is left in the database in use."""
    forgotten: Forgotten
    epoch: int | None
    """Copies of the key in backups open as long as the key of this epoch, or an older, is kept."""
    intended: CertifiedEntry | None
    """``None`` where the erasure was replayed after a restore."""
    done: CertifiedEntry
    checkpoint: str | None
    """The signed checkpoint that covers both entries; ``None`` while it is still to come."""
    request: UUID | None = None
    """The request by which it was erased, which goes on in the sources; ``None`` without one."""
    number: str | None = field(default=None, repr=False)
    """The secret number that fetches the whole certificate, once all is done everywhere."""


def certificate_json(certificate: Certificate) -> dict[str, Json]:
    """Return the certificate as it is handed out."""
    forgotten = certificate.forgotten
    return {
        "form": FORM,
        "service": certificate.service,
        "erasure": str(certificate.erasure),
        "request": None if certificate.request is None else str(certificate.request),
        "number": certificate.number,
        "begun_at": certificate.begun_at.isoformat(),
        "closed_at": certificate.closed_at.isoformat(),
        "erased": {
            "ids": certificate.ids,
            "bodies": forgotten.bodies,
            "links": forgotten.links,
            "acceptances": forgotten.acceptances,
            "records": forgotten.records,
            "rest": forgotten.rest,
        },
        "key": {"deleted": True, "epoch": certificate.epoch},
        "entries": {
            "intended": _entry_json(certificate.intended),
            "done": _entry_json(certificate.done),
        },
        "checkpoint": certificate.checkpoint,
    }


def _entry_json(entry: CertifiedEntry | None) -> Json:
    if entry is None:
        return None
    return {"id": str(entry.id), "position": entry.position, "leaf_hash": entry.leaf_hash}
