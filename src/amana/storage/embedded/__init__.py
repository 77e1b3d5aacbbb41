"""An embedded PostgreSQL from an installed wheel, set up and run by ourselves."""

from amana.storage.embedded.account import ADMINISTRATOR
from amana.storage.embedded.folder import place_of
from amana.storage.embedded.running import running_at
from amana.storage.embedded.server import EmbeddedServer, Step

__all__ = ["ADMINISTRATOR", "EmbeddedServer", "Step", "place_of", "running_at"]
