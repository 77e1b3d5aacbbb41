"""The provider's own words: its metadata, its keys, and what it gives for a code.

OpenID Connect Discovery 1.0, sections 3 and 4; RFC 6749, section 4.1.3.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from amana.channels.openid.errors import NotVouched, ProviderAway
from amana.domain.hosts import is_loopback

_WITHIN_S: Final = 5.0
_LONGEST_ANSWER: Final = 262_144
_KNOWN_FOR_S: Final = 3_600.0
_ASKED_AGAIN_AFTER_S: Final = 60.0
_REFUSALS: Final = range(400, 500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Where the provider does what (Discovery, section 3)."""

    authorization: str
    token: str
    keys: str
    by_post: bool
    """Whether the secret goes into the form: else as a password (RFC 6749, section 2.3.1)."""


class Provider:
    """A provider as it was found. Safe to use from many threads."""

    def __init__(
        self,
        issuer: str,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Name the provider; nothing is asked yet."""
        self.issuer = issuer
        self._client = client_of(transport)
        self._clock = clock
        self._guard = threading.Lock()
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def metadata(self) -> Metadata:
        """Return where the provider does what; asked for once an hour."""
        with self._guard:
            if self._metadata is None or self._clock() - self._metadata[0] > _KNOWN_FOR_S:
                self._metadata = (self._clock(), self._discover())
            return self._metadata[1]

    def keys(self, *, fresh: bool = False) -> KeySet:
        """Return its keys; ``fresh`` asks again, but not oftener than once a minute."""
        address = self.metadata().keys
        with self._guard:
            age = _KNOWN_FOR_S if self._keys is None else self._clock() - self._keys[0]
            if age >= (_ASKED_AGAIN_AFTER_S if fresh else _KNOWN_FOR_S) or self._keys is None:
                try:
                    read = KeySet.import_key_set(self._ask(address))  # type: ignore[arg-type]  # checked by the library
                except (JoseError, ValueError, KeyError, TypeError) as error:
                    raise ProviderAway from error
                self._keys = (self._clock(), read)
            return self._keys[1]

    def redeem(self, form: Mapping[str, str], *, client: str, secret: str) -> str:
        """Return the ID token that the provider gives for a code; ``NotVouched`` for none."""
        found = self.metadata()
        sent, auth = dict(form), None
        if found.by_post:
            sent |= {"client_id": client, "client_secret": secret}
        else:
            auth = httpx.BasicAuth(client, secret)
        answer = self._ask(found.token, sent, auth)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise NotVouched
        return token

    def _discover(self) -> Metadata:
        said = self._ask(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        # Discovery, section 4.3: it must be the issuer that was asked, to the letter.
        if said.get("issuer") != self.issuer:
            raise ProviderAway
        methods = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return Metadata(
            authorization=_address(said, "authorization_endpoint"),
            token=_address(said, "token_endpoint"),
            keys=_address(said, "jwks_uri"),
            by_post=isinstance(methods, list) and "client_secret_basic" not in methods,
        )

    def _ask(
        self,
        address: str,
        form: Mapping[str, str] | None = None,
        auth: httpx.BasicAuth | None = None,
    ) -> dict[str, Any]:
        return ask(self._client, address, form, auth=auth)


def client_of(transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """Return a client that waits a little, follows nothing and believes no environment.

    It keeps no connection open: people sign in seldom, and nobody has to close it.
    """
    return httpx.Client(
        timeout=_WITHIN_S,
        limits=httpx.Limits(max_keepalive_connections=0),
        follow_redirects=False,
        transport=transport,
        trust_env=False,
    )


def ask(
    client: httpx.Client,
    address: str,
    form: Mapping[str, str] | None = None,
    *,
    auth: httpx.BasicAuth | None = None,
    bearer: str | None = None,
) -> dict[str, Any]:
    """Ask for JSON, within bounds of time and size; raises ``ProviderAway`` and ``NotVouched``."""
    method = "GET" if form is None else "POST"
    headers = {"accept": "application/json"}
    if bearer is not None:
        headers["authorization"] = f"Bearer {bearer}"
    try:
        with client.stream(method, address, data=form, auth=auth, headers=headers) as answer:
            body = b""
            for part in answer.iter_bytes():
                body += part
                if len(body) > _LONGEST_ANSWER:
                    raise ProviderAway
    except httpx.HTTPError as error:
        raise ProviderAway from error
    if (form is not None or bearer is not None) and answer.status_code in _REFUSALS:
        raise NotVouched
    if answer.status_code != httpx.codes.OK:
        raise ProviderAway
    return _object(body)


def is_safe(address: str) -> bool:
    """Tell whether an address is of https, or of this machine."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and is_loopback(parts.hostname or "")


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ProviderAway from error
    if not isinstance(said, dict):
        raise ProviderAway
    return said


def _address(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name)
    if not isinstance(found, str) or not is_safe(found):
        raise ProviderAway
    return found
