"""The code flow with PKCE: away to the provider, and back with a code (OpenID Connect Core 3.1).

Between the two nothing is kept here. One random secret in a cookie of the browser gives state,
nonce and PKCE verifier, each by HMAC under its own name: what comes back counts only in the
browser that left, and none of the three tells another.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from amana.channels.openid.errors import NotVouched
from amana.channels.openid.provider import Provider
from amana.domain.staff import Identity

ALGORITHMS: Final = ("RS256", "RS512", "PS256", "ES256", "ES384", "EdDSA", "Ed25519")
"""How an ID token may be signed: public keys only, never none and never a shared secret."""
_LEEWAY_S: Final = 60
_LONGEST: Final = 16_384
_LONGEST_SUBJECT: Final = 255


class OpenId:
    """Signing in at one provider."""

    def __init__(
        self, provider: Provider, *, client: str, secret: str, scope: str = "openid email"
    ) -> None:
        """Name the provider, what it knows us by, and what it is asked about people."""
        self._scope = scope
        self._provider = provider
        self._client = client
        self._secret = secret

    @staticmethod
    def begin() -> str:
        """Return the secret of a sign-in, for the browser's cookie."""
        return secrets.token_urlsafe(32)

    def address(self, secret: str, *, redirect: str, language: str) -> str:
        """Return where to send the browser; raises ``ProviderAway``."""
        asked = {
            "response_type": "code",
            "client_id": self._client,
            "redirect_uri": redirect,
            "scope": self._scope,
            "state": derived(secret, "state"),
            "nonce": derived(secret, "nonce"),
            "code_challenge": challenge_of(secret),
            "code_challenge_method": "S256",
            "ui_locales": language,
        }
        endpoint = self._provider.metadata().authorization
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def identity(self, secret: str, *, redirect: str, answer: Mapping[str, str]) -> Identity:
        """Return whom the provider vouches for; raises ``NotVouched`` and ``ProviderAway``.

        ``answer`` are the parameters with which the browser came back.
        """
        return self._named(self.claims(secret, redirect=redirect, answer=answer))

    def claims(self, secret: str, *, redirect: str, answer: Mapping[str, str]) -> dict[str, Any]:
        """Return what the provider claims of whom came back, checked; raises as above."""
        code, state = answer.get("code", ""), answer.get("state", "")
        # RFC 9207: where the provider says who it is, it must be the one that was asked.
        issuer = answer.get("iss", self._provider.issuer)
        if issuer != self._provider.issuer:
            raise NotVouched
        check_answer(secret, code=code, state=state)
        token = self._provider.redeem(
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": redirect,
                "code_verifier": derived(secret, "verifier"),
            },
            client=self._client,
            secret=self._secret,
        )
        return self._checked(self._opened(token), nonce=derived(secret, "nonce"))

    def _opened(self, token: str) -> dict[str, Any]:
        """Return the claims of a token that the provider signed; its keys may be new."""
        if len(token) > _LONGEST:
            raise NotVouched
        claims = _claims(token, self._provider.keys())
        if claims is None:
            claims = _claims(token, self._provider.keys(fresh=True))
        if claims is None:
            raise NotVouched
        return claims

    def _checked(self, claims: dict[str, Any], *, nonce: str) -> dict[str, Any]:
        """Check the claims (Core, section 3.1.3.7) and return them."""
        wanted = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_S,
            iss={"essential": True, "value": self._provider.issuer},
            aud={"essential": True, "value": self._client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            wanted.validate(claims)
        except (JoseError, ValueError, TypeError) as error:
            raise NotVouched from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else self._client) != self._client:
            raise NotVouched
        return claims

    def _named(self, claims: dict[str, Any]) -> Identity:
        subject, email = claims["sub"], claims.get("email")
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
            raise NotVouched
        verified = claims.get("email_verified") is True and isinstance(email, str)
        return Identity(
            issuer=self._provider.issuer, subject=subject, email=str(email) if verified else None
        )


def _claims(token: str, keys: KeySet) -> dict[str, Any] | None:
    """Return the claims if one of the keys signed them; ``None`` else."""
    try:
        return dict(jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims)
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def check_answer(secret: str, *, code: str, state: str) -> None:
    """Raise ``NotVouched`` for an answer that does not belong to this browser's sign-in."""
    if not secret or not code:
        raise NotVouched
    if not hmac.compare_digest(state.encode(), derived(secret, "state").encode()):
        raise NotVouched


def challenge_of(secret: str) -> str:
    """Return the PKCE challenge (RFC 7636, section 4.2)."""
    return _text(hashlib.sha256(derived(secret, "verifier").encode("ascii")).digest())


def derived(secret: str, name: str) -> str:
    """Return the state, nonce or verifier of a sign-in: none of them tells another."""
    return _text(hmac.digest(secret.encode(), f"amana-openid/{name}".encode(), "sha256"))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
