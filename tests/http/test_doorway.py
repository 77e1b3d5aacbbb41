"""The doorway: by which name, through whom and how a request may come in."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_network
from zoneinfo import ZoneInfo

import httpx
import pytest
from fastapi import FastAPI, Request
from starlette.middleware import Middleware

from amana.http.doorway import Doorway, Reach
from amana.http.rendering import Renderer
from amana.http.security import SecurityHeaders

PUBLIC = Reach(public_url="https://privacy.example.org", trusted=(ip_network("10.0.0.0/24"),))
Fields = dict[str, str] | list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Asks the application in this process, as if from another machine."""

    app: FastAPI
    peer: str
    url: str

    def get(self, path: str, headers: Fields | None = None) -> httpx.Response:
        """Ask for a page."""
        return self.request("GET", path, headers)

    def post(self, path: str, headers: Fields | None = None) -> httpx.Response:
        """Send an empty form."""
        return self.request("POST", path, headers)

    def request(self, method: str, path: str, headers: Fields | None = None) -> httpx.Response:
        """Ask once; a list of headers is sent just as it is."""

        async def ask() -> httpx.Response:
            """Ask."""
            wire = httpx.ASGITransport(self.app, client=(self.peer, 4711))
            async with httpx.AsyncClient(transport=wire, base_url=self.url) as client:
                request = client.build_request(method, path, headers=dict(headers or {}))
                if isinstance(headers, list):
                    request.headers = httpx.Headers(headers)
                return await client.send(request)

        return asyncio.run(ask())


ClientOf = Callable[..., Client]


@pytest.fixture(scope="module")
def client_of() -> ClientOf:
    """Return what asks from an address, under a scheme and a name, what the application sees."""
    renderer = Renderer(zone=ZoneInfo("Asia/Qatar"))

    def make(peer: str, url: str = "http://privacy.example.org", reach: Reach = PUBLIC) -> Client:
        app = FastAPI(
            middleware=[
                Middleware(SecurityHeaders),
                Middleware(Doorway, renderer=renderer, reach=reach),
            ]
        )

        @app.api_route("/{path:path}", methods=["GET", "POST"])
        def tell(request: Request) -> dict[str, str]:
            client = "" if request.client is None else request.client.host
            return {"client": client, "scheme": request.url.scheme, "host": request.url.netloc}

        return Client(app=app, peer=peer, url=url)

    return make


def test_who_asked_is_told_by_a_trusted_proxy(client_of: ClientOf) -> None:
    """The application sees the person's address and scheme, and TLS headers follow from them."""
    said = {"forwarded": "for=198.51.100.7;proto=https"}
    answer = client_of("10.0.0.2").get("/", headers=said)
    assert answer.json() == {
        "client": "198.51.100.7",
        "scheme": "https",
        "host": "privacy.example.org",
    }
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


@pytest.mark.promise("W10", "C9", "A12", "K19")
@pytest.mark.parametrize("peer", ["198.51.100.7", "10.0.0.2"])
def test_plain_http_from_outside_is_led_to_tls_or_refused(client_of: ClientOf, peer: str) -> None:
    """A page is asked for again over TLS; what carries a key, a session or a form is refused."""
    client = client_of(peer)
    said = {"x-forwarded-for": "198.51.100.7", "x-forwarded-proto": "http"}
    page = client.get("/shop/privacy?lang=en", headers=said)
    assert page.status_code == 308
    assert page.headers["location"] == "https://privacy.example.org/shop/privacy?lang=en"
    assert "strict-transport-security" not in page.headers
    for method, path in (("GET", "/v1/policy"), ("GET", "/console"), ("POST", "/shop/privacy")):
        refused = client.request(method, path, headers=said)
        assert refused.status_code == 403
        assert refused.headers["x-content-type-options"] == "nosniff"


@pytest.mark.promise("W10")
def test_a_stranger_who_claims_to_have_come_over_tls_did_not(client_of: ClientOf) -> None:
    """Only who was named is believed, and nobody is by default."""
    said = {"x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https"}
    assert client_of("198.51.100.7").post("/v1/use", headers=said).status_code == 403
    alone = client_of("10.0.0.2", reach=Reach(public_url="https://privacy.example.org"))
    assert alone.post("/v1/use", headers=said).status_code == 403


def test_tls_of_our_own_needs_no_proxy(client_of: ClientOf) -> None:
    """A program that holds its own certificate answers anybody, with HSTS."""
    answer = client_of("198.51.100.7", "https://privacy.example.org").get("/")
    assert answer.status_code == 200
    assert "strict-transport-security" in answer.headers


@pytest.mark.parametrize("host", ["evil.example", "privacy.example.org.evil.example", "10.0.0.1"])
def test_a_foreign_name_is_not_served(client_of: ClientOf, host: str) -> None:
    """No link, redirect or cookie is ever made of it; it is not shown again either."""
    for peer in ("198.51.100.7", "127.0.0.1", "10.0.0.2"):
        answer = client_of(peer, f"https://{host}").get("/")
        assert answer.status_code == 421
        assert host not in answer.text
    assert client_of("10.0.0.2").get("/", headers={"x-forwarded-host": host}).status_code == 308


def test_whoever_balances_the_load_may_ask_for_health_by_address(client_of: ClientOf) -> None:
    """In the clear, but not with a secret, and nothing else."""
    client = client_of("198.51.100.7", "http://10.0.0.1:8470")
    assert client.get("/health/live").is_success
    assert client.get("/health/ready").is_success
    assert client.get("/health/ready", {"authorization": "Bearer x"}).status_code == 421
    assert client.post("/health/ready").status_code == 421
    assert client.get("/health/ready/..").status_code == 421


def test_another_port_is_another_address(client_of: ClientOf) -> None:
    """Over TLS the port counts, named or not."""
    assert client_of("198.51.100.7", "https://privacy.example.org:443").get("/").is_success
    assert client_of("198.51.100.7", "https://privacy.example.org:444").get("/").status_code == 421
    other = Reach(public_url="https://privacy.example.org:444")
    assert client_of("198.51.100.7", "https://privacy.example.org:444", other).get("/").is_success


def test_this_machine_needs_neither_name_nor_tls(client_of: ClientOf) -> None:
    """From loopback, under a name of loopback; a name from outside does not get the same."""
    for host in ("localhost", "127.0.0.1:8470", "[::1]"):
        assert client_of("127.0.0.1", f"http://{host}").post("/v1/use").is_success
        assert client_of("198.51.100.7", f"http://{host}").get("/").status_code == 421


def test_a_proxy_that_nobody_named_is_named_to_its_operator(client_of: ClientOf) -> None:
    """Whoever put a proxy on this machine and forgot the setting reads which address to add."""
    said = {"x-forwarded-for": "198.51.100.7", "x-forwarded-proto": "https"}
    answer = client_of("127.0.0.1").get("/?lang=en", headers=said)
    assert answer.status_code == 403
    assert "trusted_proxies" in answer.text
    assert "127.0.0.1" in answer.text


def test_forwarding_that_contradicts_itself_is_refused(client_of: ClientOf) -> None:
    """The client wrote one of the two fields."""
    said = {"forwarded": "for=127.0.0.1", "x-forwarded-for": "198.51.100.7"}
    assert client_of("10.0.0.2").get("/", headers=said).status_code == 400


def test_a_body_with_two_ends_is_refused_and_ends_the_connection(client_of: ClientOf) -> None:
    """What follows could be a request that a proxy in front took for a part of this one's body."""
    both = [
        ("host", "localhost"),
        ("content-length", "5"),
        ("transfer-encoding", "chunked"),
    ]
    answer = client_of("127.0.0.1").post("/v1/use", headers=both)
    assert (answer.status_code, answer.headers["connection"]) == (422, "close")


def test_without_one_plain_host_nobody_comes_in(client_of: ClientOf) -> None:
    """None, two, and what is no name."""
    client = client_of("127.0.0.1", "http://localhost")
    for hosts in ([], ["localhost", "localhost"], ["local host"], ["a@localhost"], ["localhost:x"]):
        assert client.get("/", [("Host", host) for host in hosts]).status_code == 400, hosts


def test_a_socket_in_the_file_system_is_this_machine(client_of: ClientOf) -> None:
    """It has no addresses, and a proxy on this machine may use it."""
    assert client_of("", "http://localhost").get("/").is_success
