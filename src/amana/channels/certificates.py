"""Until when a certificate holds: one that a server shows, and one in a file."""

import socket
import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography import x509

from amana.channels.errors import NotReached, NotTrusted

_SECONDS: Final = 10.0


def shown_until(host: str, port: int) -> datetime:
    """Return until when the certificate holds that the server shows.

    Raises ``NotTrusted`` where it does not hold for this name and instant, ``NotReached`` where
    nobody answers.
    """
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection((host, port), timeout=_SECONDS) as opened,
            context.wrap_socket(opened, server_hostname=host) as wrapped,
        ):
            shown = wrapped.getpeercert() or {}
    except ssl.SSLError:
        raise NotTrusted from None
    except OSError as error:
        raise NotReached(status=error.errno or 0) from None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)


def kept_until(path: Path) -> datetime:
    """Return until when the first certificate of a PEM file holds; ``NotTrusted`` if it is none."""
    try:
        return x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    except (OSError, ValueError) as error:
        raise NotTrusted from error
