"""A provider of the tests' own: a program over real HTTP, with real signatures."""

import base64
import hashlib
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import JSONResponse
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.public import PublicDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.assembly.identity import person_providers
from amana.http.app import create_app
from amana.http.platform import Platform, PublicActs, Ways
from amana.settings import Settings
from amana.settings.person_providers import providers_of

if TYPE_CHECKING:
    from tests.http.me.conftest import House

PlatformOf = Callable[[PublicActs], Platform]
Serve = Callable[[FastAPI], AbstractContextManager[str]]
KEY = RSAKey.generate_key(2048, {"kid": "one"})
KNOWN_TO_BOTH = "what both sides know"
POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  name: {{is: "pd:Name"}}
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
  photo: {{is: "pd:Picture"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
recipients:
  gate: {{kind: other, name: {{en: "Gate"}}, country: QA}}
  crow: {{kind: other, name: {{en: "Crow"}}, country: QA}}
promises:
  K9: {{collect: [name, email, phone], from: person, at: [registration], for: [orders]}}
  K10:
    collect: [name, email, phone, photo]
    from: third-party
    source: [gate, crow]
    at: [provider_sign_in]
    for: [orders]
    shown_first: true
"""
MAP = """\
amana: 1
service: {service}
records:
  account:
    key: own
    fields:
      full_name: {{is: name, type: text}}
      photo: {{is: photo, type: text}}
"""


@dataclass(kw_only=True)
class Provider:
    """Two providers on one port: ``gate`` signs tokens, ``crow`` has an address for profiles."""

    url: str = ""
    profile: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    """Claims that beat the right ones."""
    signs: RSAKey = field(default_factory=lambda: KEY)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)

    def app(self) -> FastAPI:
        """Return the provider's application."""
        app = FastAPI()
        app.get("/.well-known/openid-configuration")(self.discover)
        app.get("/keys")(lambda: KeySet([KEY]).as_dict(private=False))
        app.post("/token")(self.token)
        app.get("/profile")(self.tell)
        return app

    def discover(self) -> dict[str, Any]:
        """Say where is what."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }

    def authorize(self, address: str) -> dict[str, str]:
        """Give the answer to come back with, as once the person signed in there."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def token(
        self, code: str = Form(), redirect_uri: str = Form(), code_verifier: str = Form()
    ) -> Response:
        """Give tokens for a code: once, and to whom has the verifier."""
        asked = self.codes.pop(code, None)
        digest = hashlib.sha256(code_verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        right = asked and (asked["code_challenge"], asked["redirect_uri"])
        if asked is None or right != (challenge, redirect_uri):
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = secrets.token_urlsafe(8)
        self.tokens.add(token)
        given = {"access_token": token, "token_type": "Bearer"}
        if "nonce" in asked:
            given["id_token"] = self.signed(asked)
        return JSONResponse(given)

    def signed(self, asked: dict[str, str]) -> str:
        """Sign the token of ``gate``."""
        now = int(time.time())
        right = {
            "iss": self.url,
            "aud": asked["client_id"],
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 60,
            **self.profile,
        }
        return jwt.encode({"alg": "RS256", "kid": "one"}, right | self.claims, self.signs)

    def tell(self, request: Request) -> Response:
        """Give the profile of ``crow``, wrapped as one of the large ones does."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            return JSONResponse({"error": "invalid_token"}, 401)
        renamed = {"id": self.profile["sub"], "display": self.profile.get("name")}
        return JSONResponse({"data": renamed})


@pytest.fixture(scope="module")
def both(serve: Serve) -> Iterator[Provider]:
    """Run the provider, for all tests."""
    made = Provider()
    with serve(made.app()) as url:
        made.url = url
        yield made


@pytest.fixture
def provider(both: Provider) -> Provider:
    """Return the provider, which knows a fresh Noor and does nothing wrong."""
    both.claims, both.signs = {}, KEY
    both.profile = {
        "sub": secrets.token_hex(6),
        "name": "نور المري",
        "email": f"noor.{secrets.token_hex(4)}@people.example",
        "email_verified": True,
        "picture": "https://pictures.example/noor.jpg",
    }
    return both


@pytest.fixture(scope="module")
def site(both: Provider, platform_of: PlatformOf, serve: Serve, place: Path) -> Iterator[str]:
    """Serve the application with both providers, as the settings name them."""
    held = place / f"provider-{secrets.token_hex(4)}"
    held.write_text(KNOWN_TO_BOTH)
    held.chmod(0o600)
    common = {"client_id": "amana", "client_secret_file": str(held)}
    given = {
        "gate": {"issuer": both.url, "en": "Gate", "ar": "البوابة", **common},
        "crow": {
            **{name: f"{both.url}/{name}" for name in ("token", "profile")},
            "authorization": f"{both.url}/authorize",
            "scope": "users.read",
            "names": {"subject": "id", "name": "display"},
            "en": "Crow",
            **common,
        },
    }
    settings = Settings(person_providers=providers_of(given))
    ways = Ways(providers=person_providers(settings))
    made = replace(platform_of(PublicDoor(_storage(platform_of), Path())), ways=ways)
    with serve(create_app(made)) as url:
        yield url


def _storage(platform_of: PlatformOf) -> Any:  # noqa: ANN401 - whatever the doors work on
    unused: Any = None
    return platform_of(unused).identity.storage  # type: ignore[attr-defined]  # the real door


@pytest.fixture
def home(house: "House") -> "House":
    """Return the service, which promises what comes from providers, and has a map."""
    with house.storage.work(house.service) as work:
        source = POLICY.format(service=house.service)
        publish_policy(
            Act(actor=OPERATOR, work=work),
            Publication(source=source, texts={}, material=False, reason="a test"),
        )
    with house.storage.work(house.service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=house.service))
    return house


@pytest.fixture
def browser(site: str) -> Iterator[httpx.Client]:
    """Return a browser at the site."""
    with httpx.Client(base_url=site, headers={"origin": site}, timeout=30) as made:
        yield made
