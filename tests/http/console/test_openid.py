"""Signing in at a small provider of the test's own, over real HTTP, with real signatures."""

import base64
import hashlib
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey
from playwright.sync_api import Browser

from amana.acts.doors.public import PublicDoor
from amana.acts.team.first_owner import first_owner_link
from amana.channels.openid import OpenId
from amana.channels.openid.provider import Provider
from amana.http.app import create_app
from amana.http.platform import Platform, PublicActs
from amana.storage import Storage

PlatformOf = Callable[[PublicActs], Platform]
Serve = Callable[[FastAPI], AbstractContextManager[str]]
CLIENT, SECRET = "amana", "provider-secret"
KEY = RSAKey.generate_key(2048, {"kid": "one"})


@dataclass(kw_only=True)
class House:
    """The organisation's provider: whom it vouches for, and how it may go wrong."""

    url: str = ""
    subject: str = field(default_factory=lambda: secrets.token_hex(6))
    email: str = "layla@dar.example"
    verified: bool = True
    claims: dict[str, Any] = field(default_factory=dict)
    """Claims that beat the right ones; ``None`` leaves one out."""
    algorithm: str = "RS256"
    keys: list[Any] = field(default_factory=lambda: [KEY])
    signs: Any = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> FastAPI:
        """Return the provider's application."""
        app = FastAPI()
        app.get("/realm/.well-known/openid-configuration")(self.discover)
        app.get("/keys")(self.key_set)
        app.post("/token")(self.token)
        app.get("/authorize")(self.send_back)
        return app

    def discover(self) -> dict[str, Any]:
        """Say where is what."""
        return {
            "issuer": f"{self.url}/realm",
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }

    def key_set(self) -> dict[str, Any]:
        """Publish the public keys."""
        return dict(KeySet(self.keys).as_dict(private=False))

    def authorize(self, address: str) -> dict[str, str]:
        """Give the answer to come back with, as once the person signed in there."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": f"{self.url}/realm"}

    def send_back(self, request: Request) -> Response:
        """Send a real browser back, as if its person had signed in."""
        asked = parse_qs(request.url.query)
        answer = urlencode(self.authorize(str(request.url)))
        return RedirectResponse(f"{asked['redirect_uri'][0]}?{answer}", 303)

    def token(
        self,
        code: str = Form(),
        redirect_uri: str = Form(),
        code_verifier: str = Form(),
    ) -> Response:
        """Give an ID token for a code: once, and to whom has the verifier."""
        asked = self.codes.pop(code, None)
        digest = hashlib.sha256(code_verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != challenge:
            return JSONResponse({"error": "invalid_grant"}, 400)
        if asked["redirect_uri"] != redirect_uri:
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"id_token": self.signed(asked), "token_type": "Bearer"})

    def signed(self, asked: dict[str, str]) -> str:
        """Sign the token."""
        now = int(time.time())
        right = {
            "iss": f"{self.url}/realm",
            "aud": asked["client_id"],
            "sub": self.subject,
            "email": self.email,
            "email_verified": self.verified,
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 60,
        }
        claims = {name: v for name, v in (right | self.claims).items() if v is not None}
        key = self.signs or self.keys[0]
        header = {"alg": self.algorithm, "kid": "one"}
        return jwt.encode(header, claims, key, algorithms=[self.algorithm])


@pytest.fixture
def house(serve: Serve) -> Iterator[House]:
    """Run the provider."""
    made = House()
    with serve(made.app()) as url:
        # Another site than the application, to a browser.
        made.url = url.replace("127.0.0.1", "localhost")
        yield made


@pytest.fixture
def site(house: House, platform_of: PlatformOf, serve: Serve, storage: Storage) -> Iterator[str]:
    """Serve the application, whose staff sign in at the provider."""
    provider = Provider(f"{house.url}/realm")
    openid = OpenId(provider, client=CLIENT, secret=SECRET)
    platform = replace(platform_of(PublicDoor(storage, Path())), openid=openid)
    with serve(create_app(platform)) as url:
        yield url


@pytest.fixture
def layla(storage: Storage, service: str, house: House) -> str:
    """Make an owner of the service, whose address the provider knows."""
    house.email = f"Layla.{secrets.token_hex(4)}@dar.example"
    first_owner_link(storage, service=service, name="Layla", email=house.email.lower())
    return service


@pytest.fixture
def client(site: str) -> Iterator[httpx.Client]:
    """Return a browser's client."""
    with httpx.Client(base_url=site, timeout=30) as made:
        yield made


def come(client: httpx.Client, house: House) -> httpx.Response:
    """Go to the provider and come back."""
    away = client.get("/console/sign-in/openid")
    assert away.status_code == 303, away.text
    return client.get(
        "/console/sign-in/openid/back", params=house.authorize(away.headers["location"])
    )


def test_a_member_signs_in_by_the_organisation_s_account(
    client: httpx.Client, house: House, layla: str
) -> None:
    """By the verified address first, whatever its case; by the subject from then on."""
    back = come(client, house)
    assert back.status_code == 200, back.text
    assert "samesite=strict" in back.headers["set-cookie"].lower()
    assert layla in client.get("/console").text
    house.email, house.verified = "another@dar.example", False
    client.cookies.clear()
    assert come(client, house).status_code == 200
    assert "By the organisation" in client.get("/console/sign-ins?lang=en").text


def test_the_secret_of_the_flow_stays_in_the_browser(client: httpx.Client, house: House) -> None:
    """The address tells state, nonce and challenge, each another, and none of them the cookie."""
    away = client.get("/console/sign-in/openid")
    asked = parse_qs(urlsplit(away.headers["location"]).query)
    told = [asked[name][0] for name in ("state", "nonce", "code_challenge")]
    assert len(set(told)) == 3
    assert asked["code_challenge_method"] == ["S256"]
    assert client.cookies["amana-openid"].partition(".")[2] not in away.headers["location"]
    assert "samesite=lax" in away.headers["set-cookie"].lower()
    assert house.url in away.headers["location"]


@pytest.mark.usefixtures("layla")
@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": ["amana", "another"]},
        {"aud": ["amana", "another"], "azp": "another"},
        {"exp": 1},
        {"exp": None},
        {"iat": None},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    client: httpx.Client, house: House, claims: dict[str, Any]
) -> None:
    """Each claim that the standard names is checked; what is wrong is not said."""
    house.claims = claims
    back = come(client, house)
    assert (back.status_code, "openid.not_vouched" in back.text) == (403, True)
    assert client.get("/console").status_code == 401


@pytest.mark.usefixtures("layla")
def test_a_token_of_somebody_else_s_key_is_refused(client: httpx.Client, house: House) -> None:
    """Neither another key of the same name, nor a shared secret, nor a kind not on the list."""
    house.signs = RSAKey.generate_key(2048, {"kid": "one"})
    assert come(client, house).status_code == 403
    house.signs, house.algorithm = OctKey.import_key(SECRET * 4), "HS256"
    assert come(client, house).status_code == 403
    house.signs, house.algorithm = ECKey.generate_key("P-521"), "ES512"
    assert come(client, house).status_code == 403


@pytest.mark.usefixtures("layla")
def test_another_browser_cannot_finish_the_sign_in(client: httpx.Client, house: House) -> None:
    """A code and state that leaked open nothing without the cookie, nor with another one."""
    away = client.get("/console/sign-in/openid")
    leaked = house.authorize(away.headers["location"])
    client.cookies.clear()
    back = "/console/sign-in/openid/back"
    assert client.get(back, params=leaked).status_code == 403
    client.get("/console/sign-in/openid")
    assert client.get(back, params=leaked).status_code == 403
    assert client.get(back, params={"error": "access_denied"}).status_code == 403
    assert client.get(back, params={**leaked, "iss": "https://evil.example"}).status_code == 403


def test_nobody_is_made_a_member_by_the_provider(
    client: httpx.Client, house: House, storage: Storage
) -> None:
    """Whoever works on nothing here is told so, and leaves nothing behind."""
    house.email = f"{secrets.token_hex(6)}@dar.example"
    back = come(client, house)
    assert (back.status_code, "staff.no_such_member" in back.text) == (403, True)
    with storage.platform() as platform:
        assert platform.accounts.by_email(house.email) is None


@pytest.mark.usefixtures("layla")
def test_an_address_that_was_not_verified_matches_nobody(
    client: httpx.Client, house: House
) -> None:
    """Nor does a claim that only looks true."""
    house.verified = False
    assert come(client, house).status_code == 403
    house.claims = {"email_verified": "true"}
    assert come(client, house).status_code == 403


@pytest.mark.usefixtures("layla")
def test_a_member_is_tied_to_one_subject(client: httpx.Client, house: House) -> None:
    """An address that was given to somebody else afterwards does not open the member's account."""
    assert come(client, house).status_code == 200
    house.subject = secrets.token_hex(6)
    client.cookies.clear()
    assert come(client, house).status_code == 403


@pytest.mark.usefixtures("layla")
def test_a_provider_that_is_away_is_told_as_that(
    site: str, client: httpx.Client, house: House
) -> None:
    """A provider whose own name is another is no provider either."""
    del site
    house.url += "/moved"
    away = client.get("/console/sign-in/openid")
    assert away.status_code == 503


def test_without_a_provider_nothing_is_there(real_site: str) -> None:
    """Neither the way out nor the way back."""
    for path in ("/console/sign-in/openid", "/console/sign-in/openid/back"):
        assert httpx.get(real_site + path).status_code == 404


@pytest.mark.browser
def test_a_real_browser_arrives_at_the_console(browser: Browser, site: str, layla: str) -> None:
    """From a provider on another site, with a cookie that other sites cannot have sent."""
    assert layla
    page = browser.new_page()
    page.goto(f"{site}/console/sign-in?lang=en")
    page.get_by_role("link", name="organisation").click()
    page.wait_for_url(f"{site}/console?lang=en")
    assert "Your services" in page.inner_text("h1")
    page.close()
