"""Hand out the certificate of an erasure, with the proofs that let anybody check it offline."""

from typing import Final
from uuid import UUID

from amana.domain.certificate.document import CertificateFile, ProvedLeaf
from amana.domain.errors import Refused
from amana.domain.ledger.encoding import COMMITMENT_BYTES
from amana.domain.ledger.opened import OpenedEntry
from amana.storage.certificates import CertificateRow
from amana.storage.errors import NotFound
from amana.storage.ledger import Inclusion, Ledger
from amana.storage.work import View

_WHAT: Final = "certificate"


class NotCertifiedYet(Refused):
    """The erasure is begun, and not done everywhere: its certificate is still to come."""

    code = "certificate.not_yet"


def certificate_of_number(view: View, number: str) -> CertificateFile:
    """Return the certificate that this secret number fetches, also after the account is gone.

    Raises ``NotFound`` and ``NotCertifiedYet``.
    """
    return _handed_out(view, view.certificates.of_number(number))


def certificate_of_request(view: View, request: UUID) -> CertificateFile:
    """Return the certificate of a request. Raises ``NotFound`` and ``NotCertifiedYet``."""
    return _handed_out(view, view.certificates.of_request(request))


def certificate_of_erasure(view: View, erasure: UUID) -> CertificateFile:
    """Return the certificate of an erasure. Raises ``NotFound`` and ``NotCertifiedYet``."""
    return _handed_out(view, view.certificates.of_erasure(erasure))


def _handed_out(view: View, row: CertificateRow) -> CertificateFile:
    if row.entry is None:
        raise NotCertifiedYet
    ledger = Ledger(view.transaction, service=view.service)
    found = ledger.inclusions((row.entry, *row.names))
    own = found.get(row.entry)
    if own is None:
        # It was certified a moment ago, and no signed tree holds it yet.
        raise NotCertifiedYet
    if found.keys() != {row.entry, *row.names}:
        raise NotFound(what=_WHAT)
    body = view.certificates.body(row)
    return CertificateFile(
        service=view.service,
        statement=body.body,
        entry=OpenedEntry(
            header=own.leaf[:-COMMITMENT_BYTES],
            salt=body.salt,
            body=body.text,
            position=own.position,
            checkpoint=own.checkpoint,
        ),
        proof=own.proof,
        others=tuple(_proved(found[name]) for name in row.names),
    )


def _proved(found: Inclusion) -> ProvedLeaf:
    return ProvedLeaf(position=found.position, leaf=found.leaf, proof=found.proof)
