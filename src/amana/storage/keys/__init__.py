"""The root key and what is derived from it, sealing, and the ledger's signing keys."""

from amana.storage.keys.root import FileRootKey, GivenRootKey, Purpose, RootKey
from amana.storage.keys.sealing import Sealer
from amana.storage.keys.signing import SigningKeys

__all__ = ["FileRootKey", "GivenRootKey", "Purpose", "RootKey", "Sealer", "SigningKeys"]
