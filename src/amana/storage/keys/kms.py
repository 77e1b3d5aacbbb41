"""The root key in AWS KMS: it never leaves there; what it wraps is sent there to be opened.

What it wraps is ``kms1`` and KMS's own blob, which names the key under which it was encrypted.
What it is bound to goes with it as an encryption context, hashed, since AWS writes contexts in its
own log. KMS has no derivation, hence a random seed, wrapped like all else, in ``root-kms.json``.
"""

import base64
import binascii
import hashlib
import secrets
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol

from amana.storage.errors import (
    CannotUnwrap,
    KmsFailed,
    KmsNotInstalled,
    RootKeyMissing,
    SecretsUnsafe,
)
from amana.storage.keys.root import KEY_BYTES, Purpose, derived
from amana.storage.secret_files import read_secrets, write_secrets

_TAG: Final = b"kms1"
_SEED: Final = "seed"
_SEED_BOUND: Final = b"amana-seed-1"
_NOT_OURS: Final = frozenset({"InvalidCiphertextException", "IncorrectKeyException"})
_TRIES: Final = 3
_PATIENCE_S: Final = 5


class KmsClient(Protocol):
    """What is used of KMS, by the names of boto3."""

    def encrypt(self, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - boto3 has no types
        """Encrypt ``Plaintext`` under the key ``KeyId``."""
        ...

    def decrypt(self, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
        """Decrypt ``CiphertextBlob``."""
        ...


def kms_client() -> KmsClient:
    """Return a client; region, address and credentials are found as AWS's own tools find them.

    Raises ``KmsNotInstalled`` without the extra ``amana[kms]``, and ``KmsFailed`` where AWS's
    settings are incomplete.
    """
    try:
        boto3: Any = import_module("boto3")
        config: Any = import_module("botocore.config")
        exceptions: Any = import_module("botocore.exceptions")
    except ModuleNotFoundError:
        raise KmsNotInstalled from None
    patience = config.Config(
        connect_timeout=_PATIENCE_S,
        read_timeout=_PATIENCE_S,
        retries={"total_max_attempts": _TRIES, "mode": "standard"},
    )
    try:
        made: KmsClient = boto3.client("kms", config=patience)
    except exceptions.BotoCoreError as error:
        raise KmsFailed(reason=type(error).__name__) from None
    return made


class KmsRootKey:
    """A root key that AWS KMS holds. Safe to use from many threads."""

    __slots__ = ("_client", "_failed", "_key", "_path", "_seed")

    def __init__(self, key: str, *, seed: Path, client: KmsClient) -> None:
        """Name the key (id, ARN or alias) and the file of the wrapped seed; nothing is asked."""
        self._key = key
        self._path = seed
        self._client = client
        self._seed: bytes | None = None
        self._failed: Any = import_module("botocore.exceptions")

    def __repr__(self) -> str:
        """Show nothing."""
        return f"{type(self).__name__}()"

    def wrap(self, key: bytes, *, bound: bytes) -> bytes:
        """Return the key, wrapped under the KMS key named now. Raises ``KmsFailed``."""
        asked = {"KeyId": self._key, "Plaintext": key, "EncryptionContext": _context(bound)}
        return _TAG + bytes(self._ask(self._client.encrypt, asked)["CiphertextBlob"])

    def unwrap(self, wrapped: bytes, *, bound: bytes) -> bytes:
        """Return the key; another key's, or another binding, raises ``CannotUnwrap``.

        What an earlier KMS key wrapped opens as long as KMS lets it. Raises ``KmsFailed``.
        """
        if not wrapped.startswith(_TAG):
            raise CannotUnwrap
        asked = {
            "CiphertextBlob": wrapped.removeprefix(_TAG),
            "EncryptionContext": _context(bound),
        }
        return bytes(self._ask(self._client.decrypt, asked)["Plaintext"])

    def derive(self, purpose: Purpose, *, service: str) -> bytes:
        """Derive from the seed by HKDF-SHA-256 (RFC 5869), as a root key in a file does."""
        if self._seed is None:
            self._seed = self._opened()
        return derived(self._seed, purpose, service=service)

    def make(self) -> None:
        """Make the seed where there is none; the key itself is made in KMS by who runs that."""
        if not read_secrets(self._path):
            self._keep(secrets.token_bytes(KEY_BYTES))

    def replace(self) -> None:
        """Wrap the seed under the KMS key that is named now."""
        self._keep(self._opened())

    def drop_older(self) -> None:
        """Do nothing: the KMS key before is disabled in KMS."""

    def _keep(self, seed: bytes) -> None:
        wrapped = self.wrap(seed, bound=_SEED_BOUND)
        write_secrets(self._path, {_SEED: base64.b64encode(wrapped).decode("ascii")})

    def _opened(self) -> bytes:
        held = read_secrets(self._path).get(_SEED)
        if held is None:
            raise RootKeyMissing(file=str(self._path))
        try:
            wrapped = base64.b64decode(held, validate=True)
        except (ValueError, binascii.Error):
            raise SecretsUnsafe(file=str(self._path)) from None
        return self.unwrap(wrapped, bound=_SEED_BOUND)

    def _ask(self, call: Any, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a method of boto3
        """Ask KMS; what it says is told by its code alone."""
        try:
            found: dict[str, Any] = call(**asked)
        except self._failed.ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", "?"))
            if code in _NOT_OURS:
                raise CannotUnwrap from None
            raise KmsFailed(reason=code) from None
        except self._failed.BotoCoreError as error:
            raise KmsFailed(reason=type(error).__name__) from None
        return found


def _context(bound: bytes) -> dict[str, str]:
    return {"amana": hashlib.sha256(bound).hexdigest()}
