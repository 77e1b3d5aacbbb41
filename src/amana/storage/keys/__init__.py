"""The root key, key rings of services, keys of persons, sealing, and the ledger's signing keys."""

from amana.storage.keys.database import KeysDatabase
from amana.storage.keys.keyring import Keyring, Keyrings
from amana.storage.keys.kms import KmsRootKey, kms_client
from amana.storage.keys.persons import PersonKeys
from amana.storage.keys.root import FileRootKey, GivenRootKey, Purpose, RootKey
from amana.storage.keys.sealing import Sealer
from amana.storage.keys.signing import SigningKeys

__all__ = [
    "FileRootKey",
    "GivenRootKey",
    "Keyring",
    "Keyrings",
    "KeysDatabase",
    "KmsRootKey",
    "PersonKeys",
    "Purpose",
    "RootKey",
    "Sealer",
    "SigningKeys",
    "kms_client",
]
