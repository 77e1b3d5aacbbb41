"""Providers at which people have accounts: by OpenID Connect, or by OAuth 2.0 alone.

With OpenID Connect the provider signs who it is. With OAuth 2.0 alone (RFC 6749, section 4.1) it
gives a token, with which its own address for profiles is asked: that answer is the provider's word
because it came from there over TLS, for a token that came for this browser's code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

import httpx

from amana.channels.openid.errors import NotVouched
from amana.channels.openid.flow import OpenId, challenge_of, check_answer, derived
from amana.channels.openid.provider import ask, client_of
from amana.domain.person.provider_word import NoSubject, ProviderWord
from amana.domain.words import Language, Words

_LONGEST_TOKEN: Final = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """How a provider is named, and what it calls what it says of people."""

    name: str
    """As in addresses, and as the policy names it as a recipient."""
    label: Words
    names: Mapping[str, str] = field(default_factory=dict)

    def read(self, claims: Mapping[str, Any]) -> ProviderWord:
        """Read what it says, or raise ``NotVouched`` where it names nobody."""
        try:
            return ProviderWord.read(self.name, claims, self.names)
        except NoSubject as error:
            raise NotVouched from error


@dataclass(frozen=True, slots=True)
class OpenIdPeople:
    """A provider that speaks OpenID Connect."""

    known: Known
    openid: OpenId

    @property
    def label(self) -> Words:
        """What people call it."""
        return self.known.label

    def begin(self) -> str:
        """Return the secret of a sign-in, for the browser's cookie."""
        return self.openid.begin()

    def address(self, secret: str, *, redirect: str, language: Language) -> str:
        """Return where to send the browser; raises ``ProviderAway``."""
        return self.openid.address(secret, redirect=redirect, language=language)

    def word(self, secret: str, *, redirect: str, answer: Mapping[str, str]) -> ProviderWord:
        """Return what it says of whom came back; raises ``NotVouched`` and ``ProviderAway``."""
        return self.known.read(self.openid.claims(secret, redirect=redirect, answer=answer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """The fixed addresses of a provider, and what it knows us by."""

    authorization: str
    token: str
    profile: str
    client: str
    secret: str = field(repr=False)
    scope: str


class OAuthPeople:
    """A provider that speaks OAuth 2.0 alone. Safe to use from many threads."""

    def __init__(
        self, known: Known, endpoints: Endpoints, transport: httpx.BaseTransport | None = None
    ) -> None:
        """Name the provider; nothing is asked yet."""
        self._known = known
        self._at = endpoints
        self._client = client_of(transport)

    @property
    def label(self) -> Words:
        """What people call it."""
        return self._known.label

    def begin(self) -> str:
        """Return the secret of a sign-in, for the browser's cookie."""
        return OpenId.begin()

    def address(self, secret: str, *, redirect: str, language: Language) -> str:
        """Return where to send the browser."""
        del language
        asked = {
            "response_type": "code",
            "client_id": self._at.client,
            "redirect_uri": redirect,
            "scope": self._at.scope,
            "state": derived(secret, "state"),
            "code_challenge": challenge_of(secret),
            "code_challenge_method": "S256",
        }
        joint = "&" if "?" in self._at.authorization else "?"
        return f"{self._at.authorization}{joint}{urlencode(asked)}"

    def word(self, secret: str, *, redirect: str, answer: Mapping[str, str]) -> ProviderWord:
        """Return what it says of whom came back; raises ``NotVouched`` and ``ProviderAway``."""
        code = answer.get("code", "")
        check_answer(secret, code=code, state=answer.get("state", ""))
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect,
            "code_verifier": derived(secret, "verifier"),
            "client_id": self._at.client,
        }
        auth = httpx.BasicAuth(self._at.client, self._at.secret)
        given = ask(self._client, self._at.token, form, auth=auth)
        token, kind = given.get("access_token"), str(given.get("token_type", "bearer"))
        if not isinstance(token, str) or not 0 < len(token) <= _LONGEST_TOKEN:
            raise NotVouched
        if kind.lower() != "bearer" or not token.isascii() or not token.isprintable():
            raise NotVouched
        said = ask(self._client, self._at.profile, bearer=token)
        # Some wrap the profile in one more object.
        inner = said.get("data")
        return self._known.read(inner if isinstance(inner, dict) else said)
