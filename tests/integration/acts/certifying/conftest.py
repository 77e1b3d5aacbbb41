"""An erasure that was done and sequenced, and what hands out its certificate."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from amana.acts.act import Actor, Role
from amana.acts.certificate import Certificate
from amana.acts.certifying.certify import Elsewhere, certify
from amana.acts.certifying.hand_out import certificate_of_erasure
from amana.acts.erase import erase
from amana.domain.certificate.check import CertificateVerdict, check_certificate
from amana.domain.certificate.document import write_certificate
from amana.domain.ledger.note import parse_key
from amana.domain.ledger.succession import KeyChain
from amana.storage import Storage
from amana.storage.ledger import Sequencer, check_signature
from amana.storage.view import View

ACTOR = Actor(role=Role.OPERATOR, label="operator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proving:
    """One service with its ledger, whose erasures are certified."""

    storage: Storage
    service: str
    sequencer: Sequencer

    def erased(self, person: str, request: UUID | None = None) -> Certificate:
        """Erase somebody, without sequencing it."""
        return erase(self.storage, self.service, person=person, actor=ACTOR, request=request)

    def publish(self) -> str:
        """Sequence the ledger and return its key."""
        self.sequencer.catch_up(self.service)
        key = self.sequencer.public_folder(self.service).path / "key"
        return key.read_text(encoding="utf-8").strip()

    def certify(
        self,
        erasure: UUID,
        elsewhere: Callable[[View, UUID], Elsewhere] = lambda _view, _request: Elsewhere(),
    ) -> UUID | None:
        """Certify an erasure, with what was done elsewhere."""
        return certify(self.storage, self.service, erasure, elsewhere=elsewhere)

    def handed_out(self, erasure: UUID) -> bytes:
        """Return the certificate as it is handed out."""
        with self.storage.reading(self.service) as view:
            return write_certificate(certificate_of_erasure(view, erasure))

    def check(self, data: bytes, key: str) -> CertificateVerdict:
        """Check a certificate with the key alone."""
        return check_certificate(data, keys=KeyChain(keys=(parse_key(key),)), check=check_signature)


@pytest.fixture
def proving(storage: Storage, service: str, tmp_path: Path) -> Proving:
    """Open a service whose ledger is published below the test's folder."""
    sequencer = Sequencer(storage, folder=tmp_path, origin_of="log.example/{}".format)
    return Proving(storage=storage, service=service, sequencer=sequencer)
