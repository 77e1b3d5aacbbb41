"""An embedded PostgreSQL from an installed wheel, set up and run by ourselves."""

from amana.storage.embedded.account import ADMINISTRATOR
from amana.storage.embedded.server import EmbeddedServer, Step, address_of_running

__all__ = ["ADMINISTRATOR", "EmbeddedServer", "Step", "address_of_running"]
