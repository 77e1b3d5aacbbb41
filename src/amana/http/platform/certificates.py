"""What the HTTP edge needs for certificates."""

from typing import Protocol

from amana.domain.certificate.document import CertificateFile


class CertificateActs(Protocol):
    """What the secret number of a certificate opens."""

    def check(self, service: str) -> None:
        """Refuse a name that no service has."""

    def of_number(self, service: str, number: str) -> CertificateFile:
        """Return the certificate of a number."""
