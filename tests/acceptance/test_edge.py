"""What strangers send: never a fault of the server, always an answer in one shape."""

import json
import socket
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import PolicyOf, Run, Served, Serving

ASKED = {"person": "p-1", "data": ["email"], "for": "orders"}
ROUTES = (
    "/v1/use",
    "/v1/collect",
    "/v1/message",
    "/v1/disclose",
    "/v1/publish",
    "/v1/read",
    "/v1/accept",
    "/v1/history",
    "/v1/erase",
)
MALFORMED = {
    "cut off": b'{"person": "p',
    "empty": b"",
    "null": b"null",
    "a list": b"[]",
    "a number": b"1e999",
    "no UTF-8": b'{"person": "\xff\xfe"}',
    "a lone surrogate": b'{"person": "\\ud800", "data": ["email"], "for": "orders"}',
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "a long number": b'{"person": "p-1", "version": ' + b"9" * 5_000 + b"}",
    "the same key twice": b'{"person": "a", "person": "b", "data": ["email"], "for": "orders"}',
    "a wrong type": json.dumps(ASKED | {"person": 5}).encode(),
    "a text for a list": json.dumps(ASKED | {"data": "email"}).encode(),
    "an unknown field": json.dumps(ASKED | {"more": 1}).encode(),
    "NUL in a person": json.dumps(ASKED | {"person": "a\0b"}).encode(),
    "NUL in an id": json.dumps(ASKED | {"data": ["email\0"]}).encode(),
    "an override in a person": json.dumps(ASKED | {"person": "\u202ep"}).encode(),
    "too many": json.dumps(ASKED | {"data": ["email"] * 101}).encode(),
}
PATHS = (
    "/rose-shop/ledger/tile/../../secrets/root.key",
    "/rose-shop/ledger/tile/..%2f..%2f..%2fsecrets%2froot.key",
    "/rose-shop/ledger/tile/0/000/../../../../../secrets/root.key",
    "/rose-shop/ledger/tile/%2e%2e/%2e%2e/checkpoint",
    "/rose-shop/ledger/tile/0/%00",
    "/rose-shop/ledger/tile//etc/passwd",
    "/rose-shop/ledger/tile/%ff",
    "/..%2fsecrets/ledger/key",
    "/%ff/privacy",
    "/static/..%2f..%2fapp.py",
    "/static/%2e%2e/serving.py",
    "/rose-shop/privacy?version=99999999999999999999999",
    "/rose-shop/privacy/promises/%00",
    "/rose-shop/privacy/report?format=pdf",
    "/console/%00/policy",
)


def _is_a_problem(answer: httpx.Response) -> bool:
    """Tell whether an answer is the one shape of RFC 9457, and says something."""
    told = answer.json()
    return (
        answer.headers["content-type"] == "application/problem+json"
        and told["status"] == answer.status_code
        and told["type"] == f"urn:amana:problem:{told['code']}"
        and bool(told["title"])
        and bool(told["detail"])
    )


def _raw(url: str, request: bytes) -> bytes:
    """Send bytes as they are, for what a client of HTTP would mend first."""
    parts = urlsplit(url)
    taken = bytearray()
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), 30) as wire:
        wire.sendall(request)
        while piece := wire.recv(65_536):
            taken += piece
    return bytes(taken)


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_a_body_that_is_not_right_is_a_problem_on_every_route(
    api: httpx.Client, body: bytes
) -> None:
    """Whatever comes, the server stands, and says in one shape that the body is wrong."""
    for route in ROUTES:
        answer = api.post(route, content=body)
        assert 400 <= answer.status_code < 500, route
        assert _is_a_problem(answer), route


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_a_wrong_method_is_a_problem(api: httpx.Client, method: str) -> None:
    """No other method does anything."""
    answer = api.request(method, "/v1/use")
    assert answer.status_code == 405
    assert _is_a_problem(answer)


@pytest.mark.parametrize("sent", ["whole", "in pieces"])
def test_ten_megabytes_are_a_problem(api: httpx.Client, sent: str) -> None:
    """A body far too long is refused, announced or not, and its sender hears why."""
    whole = b'{"person": "' + b"x" * 10_000_000 + b'"}'
    pieces = (whole[start : start + 65_536] for start in range(0, len(whole), 65_536))
    answer = api.post("/v1/use", content=whole if sent == "whole" else pieces)
    assert answer.status_code == 413
    assert _is_a_problem(answer)


def test_a_missing_or_forged_key_is_a_problem_and_tells_nothing(
    shop: "Served", api: httpx.Client
) -> None:
    """No key, half a key, a key with one letter changed, another scheme: all the same answer."""
    key = shop.key("rose-shop")
    forged = ("", "Bearer", "Basic eDp5", f"Bearer {key[:-1]}", f"Bearer {key}x", f"Bearer  {key}")
    other = f"Bearer {key[:-1]}{'A' if key[-1] != 'A' else 'B'}"
    told = set()
    for given in (*forged, other, "Bearer " + "x" * 5_000):
        answer = httpx.post(f"{shop.url}/v1/use", json=ASKED, headers={"authorization": given})
        assert answer.status_code == 401
        assert _is_a_problem(answer)
        told.add(answer.text)
    assert len(told) == 1
    assert api.get("/v1/policy").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_of_what_is_public(shop: "Served", path: str) -> None:
    """Dots, encodings and foreign bytes meet a page that says no; no file beside is ever read."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    head, _, body = _raw(shop.url, request.encode("ascii")).partition(b"\r\n\r\n")
    assert head.split()[1] in {b"401", b"404", b"422"}
    assert b"content-security-policy" in head
    assert (shop.data / "secrets" / "root.key").read_bytes().strip() not in body


@pytest.mark.parametrize(
    "host", ["", "evil.example", 'x"><script>alert(1)</script>', "[::1", "\xff", "h" * 4_000]
)
def test_a_false_host_breaks_nothing(shop: "Served", host: str) -> None:
    """Whatever name a client gives the server, nothing is made of it: not even a page."""
    request = f"GET /rose-shop/privacy HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    answer = _raw(shop.url, request.encode("latin-1"))
    assert answer.split()[1] in {b"400", b"421"}
    assert b"<script" not in answer
    assert b"evil.example" not in answer


def test_a_known_address_stands_on_the_page_whatever_the_host_says(
    shelf: Path, serving: "Serving", policy_of: "PolicyOf"
) -> None:
    """The commands to copy name the address that the operator set, never one that a client gave."""
    path = policy_of(shelf / "known", "rose-shop")
    known = "https://privacy.rose.example"
    with serving(shelf / "known" / "data", "--policy", path, AMANA_PUBLIC_URL=known) as served:
        page = httpx.get(f"{served.url}/rose-shop/privacy").text
        foreign = httpx.get(f"{served.url}/rose-shop/privacy", headers={"host": "evil.example"})
    assert f"{known}/rose-shop/ledger" in page
    assert foreign.status_code == 421
    assert "evil.example" not in foreign.text


@pytest.mark.promise("W10")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "trusted_proxies"),
        ({"AMANA_TRUSTED_PROXIES": "10.0.0.2"}, "public_url"),
        ({"AMANA_PUBLIC_URL": "https://privacy.rose.example"}, "certificate"),
    ],
)
def test_nobody_is_served_in_the_clear_from_elsewhere(
    run: "Run", folder: Path, given: dict[str, str], said: str
) -> None:
    """To listen for other machines without TLS or a named proxy ends at once, saying what to do."""
    wanted = ("serve", "--data", folder, "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - refused
    ended = run(*wanted, cwd=None, stdin=b"", **given)
    assert ended.code == 3
    assert said in ended.err
    assert not folder.exists()
