"""Our own database: all its SQL, sealing, keys, unit of work, migrations."""

from amana.storage.address import ServerAddress
from amana.storage.database import Storage
from amana.storage.embedded import EmbeddedServer
from amana.storage.keys import FileRootKey, GivenRootKey, RootKey
from amana.storage.platform import Platform
from amana.storage.work import View, Work

__all__ = [
    "EmbeddedServer",
    "FileRootKey",
    "GivenRootKey",
    "Platform",
    "RootKey",
    "ServerAddress",
    "Storage",
    "View",
    "Work",
]
