"""The door of certificates: who holds the secret number of one gets it, and nobody is asked who."""

from dataclasses import dataclass

from amana.acts.certifying.hand_out import certificate_of_number
from amana.acts.doors.public import NoSuchService
from amana.domain.certificate.document import CertificateFile
from amana.domain.errors import Refused
from amana.storage.database import Storage
from amana.storage.errors import NotFound


class UnknownNumber(Refused):
    """No certificate has this number: the same answer for what can be none."""

    code = "certificate.unknown_number"


@dataclass(frozen=True, slots=True)
class CertificateDoor:
    """What a number opens: it is looked for by its hash, so that no time tells how near it was."""

    storage: Storage

    def check(self, service: str) -> None:
        """Raise ``NoSuchService`` where no service has the name."""
        if service not in self.storage.services():
            raise NoSuchService

    def of_number(self, service: str, number: str) -> CertificateFile:
        """Return the certificate. Raises ``UnknownNumber`` and ``NotCertifiedYet``."""
        self.check(service)
        with self.storage.reading(service) as view:
            try:
                return certificate_of_number(view, number)
            except NotFound as error:
                raise UnknownNumber from error
