"""An embedded PostgreSQL from an installed wheel, set up and run by ourselves."""

from amana.storage.embedded.folder import place_of
from amana.storage.embedded.server import ADMINISTRATOR, EmbeddedServer, Step, address_of_running

__all__ = ["ADMINISTRATOR", "EmbeddedServer", "Step", "address_of_running", "place_of"]
