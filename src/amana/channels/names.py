"""What the domain name system says of a sender: SPF, DKIM and DMARC."""

from dataclasses import dataclass
from typing import Final

import dns.exception
import dns.resolver

from amana.channels.errors import NotReached

_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Names:
    """A resolver: the system's, or the server named."""

    server: str | None = None
    port: int = 53

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the TXT records of a name; none where there are none. Raises ``NotReached``."""
        try:
            resolver = dns.resolver.Resolver(configure=self.server is None)
            if self.server is not None:
                resolver.nameservers, resolver.port = [self.server], self.port
            found = resolver.resolve(name, "TXT", lifetime=_SECONDS)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return ()
        except (dns.exception.DNSException, OSError, ValueError):
            raise NotReached(status=0) from None
        return tuple(b"".join(record.strings).decode("utf-8", "replace") for record in found)
