"""The edge: headers, permissions, bounds, and errors that tell nothing private."""

import re
from importlib import resources
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from amana.acts.permissions import Permission
from amana.http.cross_origin import OwnSite
from amana.http.gate import Anybody, Operator, OwnForm, ServiceKey, SignedIn
from amana.http.person_gate import PersonSignedIn
from amana.http.problems import STATUS

PLANTED = "planted-value-7f3a"
GATES = (Anybody, ServiceKey, SignedIn, OwnForm, Operator, OwnSite, PersonSignedIn)
Gate = Anybody | ServiceKey | SignedIn | OwnForm[Any] | Operator | OwnSite | PersonSignedIn


def _routes(app: FastAPI) -> list[APIRoute]:
    found: list[APIRoute] = []
    waiting = list(app.routes)
    for route in waiting:
        if isinstance(route, APIRoute):
            found.append(route)
        else:
            inner = getattr(route, "original_router", None) or getattr(route, "routes", None)
            waiting += getattr(inner, "routes", inner or [])
    return found


def _gates(route: APIRoute) -> list[Gate]:
    calls = [dependency.call for dependency in route.dependant.dependencies]
    return [call for call in calls if isinstance(call, GATES)]


def _address(route: APIRoute) -> str:
    sample = {"service": "services-app", "promise": "W1", "place": "0", "name": "amana.css"}
    nobody = "00000000-0000-0000-0000-000000000000"
    sample |= dict.fromkeys(
        (
            "access",
            "grant",
            "reading",
            "member",
            "session",
            "invitation",
            "key",
            "letter",
            "release",
            "announcement",
            "message",
            "asked",
            "hold",
            "longer",
            "breach",
            "publication",
            "entry",
        ),
        nobody,
    )
    sample |= {"path": "0/000", "what": "choice", "deed": "refuse", "source": "shop", "law": "gdpr"}
    sample |= {"customer": "clinic"}
    return re.sub(r"{(\w+)[^}]*}", lambda match: sample[match[1]], route.path)


def test_every_route_names_one_permission(app: FastAPI) -> None:
    """No route is open because somebody forgot to close it."""
    routes = _routes(app)
    assert len(routes) > 25
    assert [route.path for route in routes if len(_gates(route)) != 1] == []


def test_every_permission_is_of_the_scope_that_its_gate_guards(app: FastAPI) -> None:
    """A staff permission or a person's is behind their session, a service's behind its key."""
    scopes: dict[type, str] = {Anybody: "public", ServiceKey: "service", Operator: "operator"}
    scopes |= {OwnSite: "public"}
    scopes |= {SignedIn: "staff", PersonSignedIn: "person"}
    used = set()
    for route in _routes(app):
        (gate,) = _gates(route)
        used.add(gate.permission)
        guard = gate.gate if isinstance(gate, OwnForm) else gate
        assert gate.permission.partition(":")[0] == scopes[type(guard)], route.path
    assert used == set(Permission)


def test_every_guarded_route_refuses_a_stranger(app: FastAPI, client: httpx.Client) -> None:
    """Without a key or a session, no route does anything but refuse."""
    for route in _routes(app):
        (gate,) = _gates(route)
        if isinstance(gate, Anybody):
            continue
        (method,) = (route.methods or set()) - {"HEAD"}
        answer = client.request(method, _address(route), headers={"authorization": "Bearer x"})
        # What a page of the service sends needs no key, but that page's origin.
        refused = 403 if isinstance(gate, OwnSite) else 401
        if isinstance(gate, PersonSignedIn):
            # Who opens a page of their own is led to the entrance.
            refused = 303
            assert answer.headers["location"].endswith("/me/sign-in"), route.path
        assert answer.status_code == refused, route.path


def test_every_form_of_a_session_needs_its_own_token(app: FastAPI) -> None:
    """Whatever changes something at the console or the centre asks for a form of one's own."""
    signed_in = [
        (route.path, method, _gates(route)[0])
        for route in _routes(app)
        for method in route.methods or ()
        if not isinstance(_gates(route)[0], Anybody | ServiceKey | Operator | OwnSite)
    ]
    assert [
        path
        for path, method, gate in signed_in
        if method == "POST" and not isinstance(gate, OwnForm)
    ] == []
    assert [
        path for path, method, gate in signed_in if method != "POST" and isinstance(gate, OwnForm)
    ] == []


@pytest.mark.parametrize(
    "path", ["/", "/services-app/privacy", "/nothing", "/v1/policy", "/console"]
)
def test_every_answer_carries_the_headers(client: httpx.Client, path: str) -> None:
    """No script may run, no page be framed, nothing be sniffed, errors included."""
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_an_unknown_fault_shows_a_number_and_no_value(
    falling_site: str, caplog: pytest.LogCaptureFixture
) -> None:
    """What an unforeseen error says goes neither to the reader nor to the log."""
    answer = httpx.get(falling_site, params={"lang": "en"})
    assert answer.status_code == 500
    (number,) = re.findall(r"[0-9a-f]{8}", answer.text.partition("tell us this number")[2])[:1]
    assert number in caplog.text
    assert "ValueError" in caplog.text
    assert PLANTED not in answer.text + caplog.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_long_body_is_refused(client: httpx.Client) -> None:
    """A body above the limit is not read to its end."""
    answer = client.post("/v1/use", content=b"x" * (2 << 20), headers={"accept-language": "en"})
    assert answer.status_code == 413
    assert answer.json()["code"] == "http.too_much"


def test_a_long_body_without_a_length_is_refused(client: httpx.Client) -> None:
    """A stream is counted as it comes."""
    stream = (b"x" * 65_536 for _ in range(32))
    assert client.post("/v1/use", content=stream).status_code == 413


def test_problems_are_rfc_9457(client: httpx.Client) -> None:
    """A program finds type, title, status and detail, in the language that it asks for."""
    answer = client.get("/v1/policy", headers={"accept-language": "ar"})
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code == 401
    assert problem["type"] == "urn:amana:problem:http.bad_key"
    assert problem["title"] == "لم تسجّل الدخول"
    assert problem["detail"]


def test_every_status_is_of_a_code_with_words() -> None:
    """The table names no code that nobody raises."""
    folder = resources.files("amana.wording") / "catalogues" / "en"
    text = "".join(file.read_text(encoding="utf-8") for file in folder.iterdir())
    assert [code for code in STATUS if f'"error.{code}"' not in text] == []


def test_the_style_has_no_left_or_right() -> None:
    """One sheet serves both directions."""
    style = (resources.files("amana.http") / "static" / "amana.css").read_text(encoding="utf-8")
    physical = (
        r"\b(left|right)\b|(margin|padding|border|inset)-(top|bottom)\b"
        r"|\b(?:min-|max-)?(?<![-\w])(?:width|height)\s*:"
    )
    assert re.findall(physical, re.sub(r"\((min|max)-width:", "(", style)) == []


def test_templates_hold_no_script_and_no_style() -> None:
    """The security policy would block them; nobody writes them by mistake."""
    folder = resources.files("amana.http") / "templates"
    texts = [file for part in (folder, folder / "console") for file in part.iterdir()]
    found = [
        file.name
        for file in texts
        if file.name.endswith(".html")
        and re.search(r"<script|\sstyle=|\son\w+=|\|\s*safe", file.read_text(encoding="utf-8"))
    ]
    assert found == []
