"""Each role against each route of the console: let through, or refused."""

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from amana.acts.doors.public import PublicDoor
from amana.acts.permissions import OF_ROLE, Permission, may_give
from amana.domain.ledger.entry import Entry
from amana.domain.staff import StaffRole
from amana.http.gate import OwnForm, SignedIn
from amana.http.pages.console.desk import GROUPS
from amana.http.platform import PublicActs
from amana.storage import Storage

Come = Callable[[StaffRole], httpx.Client]
READS = {"session:read", "session:delete", "service:read"}
"""What everybody who is signed in may."""
ALLOWED = {
    StaffRole.PRIVACY_OFFICER: READS
    | {"reading:read", "reading:write", "draft:read", "draft:write", "policy:publish"}
    | {"attestation:read", "attestation:write", "document:read", "team:read"}
    | {"access:read", "access:ask", "access:approve", "access:use"}
    | {"outbox:read", "outbox:write", "letter:read", "letter:write"}
    | {"request:read", "request:write", "request:approve"}
    | {"source:read", "source:write", "hold:read", "hold:write"}
    | {"retention:read", "retention:write", "figures:read"}
    | {"breach:read", "breach:write"}
    | {"sharing:read", "sharing:write"}
    | {"release:read", "release:write", "release:approve"}
    | {"publication:read", "publication:judge"},
    StaffRole.SUPPORT: READS
    | {"attestation:read", "access:read", "access:ask", "access:use"}
    | {"letter:read", "letter:write", "request:read", "request:write"}
    | {"publication:read", "publication:judge"},
    StaffRole.AUDITOR: READS
    | {"reading:read", "draft:read", "attestation:read", "team:read", "key:read"}
    | {"operations:read", "access:read", "outbox:read", "letter:read", "request:read"}
    | {"source:read", "hold:read", "retention:read", "breach:read", "document:read"}
    | {"sharing:read", "release:read", "publication:read", "figures:read"},
    StaffRole.INTEGRATOR: READS | {"key:read", "key:write"},
}
"""Said here once more, by hand: a change of the table has to be meant."""
NOBODY = "00000000-0000-0000-0000-00000000000a"


def _staff_routes(app: FastAPI) -> list[tuple[str, str, Permission]]:
    """Return method, path and permission of each route behind a session."""
    found = []
    waiting = list(app.routes)
    for route in waiting:
        if not isinstance(route, APIRoute):
            inner = getattr(route, "original_router", None) or getattr(route, "routes", None)
            waiting += getattr(inner, "routes", inner or [])
            continue
        for dependency in route.dependant.dependencies:
            call = dependency.call
            gate = call.gate if isinstance(call, OwnForm) else call
            if isinstance(gate, SignedIn):
                (method,) = (route.methods or set()) - {"HEAD"}
                found.append((method, route.path, gate.permission))
    return found


def _expected(role: StaffRole, permission: Permission) -> bool:
    """Tell whether the list above, or being an owner, permits it."""
    return role is StaffRole.OWNER or permission.removeprefix("staff:") in ALLOWED[role]


@pytest.fixture
def app(storage: Storage, app_of: Callable[[PublicActs], FastAPI]) -> FastAPI:
    """Return the application over the real doors."""
    return app_of(PublicDoor(storage, Path()))


@pytest.fixture
def come(real_site: str, storage: Storage, service: str) -> Iterator[Come]:
    """Return what signs a fresh member of a role in, and gives their browser's client."""
    with ExitStack() as stack:

        def signed_in(role: StaffRole) -> httpx.Client:
            email = f"{secrets.token_hex(6)}@dar.example"
            with storage.platform() as platform:
                member = platform.accounts.add(name=role.value, email=email).id
            with storage.work(service) as work:
                work.members.add(member, role)
                work.commit(Entry(act="note", body={}))
            with storage.platform() as platform:
                token = platform.accounts.add_link(member)
            client = stack.enter_context(
                httpx.Client(base_url=real_site, headers={"origin": real_site}, timeout=30)
            )
            assert client.post("/console/sign-in", data={"token": token}).status_code == 303
            return client

        yield signed_in


@pytest.mark.parametrize("role", StaffRole)
def test_a_role_is_let_through_where_it_may_and_nowhere_else(
    app: FastAPI, service: str, come: Come, form_token: Callable[[str], str], role: StaffRole
) -> None:
    """Every route of the console, with a form of one's own where it takes one."""
    routes = _staff_routes(app)
    assert len(routes) > 20
    client = come(role)
    token = form_token(client.get("/console").text)
    wrong = []
    for method, path, permission in routes:
        if path == "/console/sign-out":
            continue
        address = re.sub(r"{place}", "0", path.replace("{service}", service))
        address = re.sub(r"{\w+}", NOBODY, address)
        form = {"form_token": token} if method == "POST" else None
        answer = client.request(method, address, data=form)
        if (answer.status_code != 403) is not _expected(role, permission):
            wrong.append((method, path, answer.status_code))
    assert wrong == []


def test_the_table_says_what_is_meant() -> None:
    """Each role has exactly what this test says, and an auditor changes nothing."""
    for role, allowed in ALLOWED.items():
        assert {each.removeprefix("staff:") for each in OF_ROLE[role]} == allowed, role
    staff = {each for each in Permission if each.startswith("staff:")}
    assert OF_ROLE[StaffRole.OWNER] == staff
    writing = {each for each in OF_ROLE[StaffRole.AUDITOR] if not each.endswith(":read")}
    assert writing == {Permission.STAFF_SESSION_DELETE}


@pytest.mark.parametrize("own", StaffRole)
@pytest.mark.parametrize("given", StaffRole)
def test_nobody_gives_more_than_they_have(own: StaffRole, given: StaffRole) -> None:
    """Whatever the table says one day, giving roles never raises anybody above the giver."""
    assert may_give(own, given) == (OF_ROLE[given] <= OF_ROLE[own])
    assert not may_give(None, given)


@pytest.mark.parametrize("role", StaffRole)
def test_a_page_offers_only_what_the_role_may(service: str, come: Come, role: StaffRole) -> None:
    """Each role has a part to begin with; who only reads meets no button that changes something."""
    client = come(role)
    page = client.get("/console").text
    parts = set(re.findall(rf'href="/console/{service}/(\w+)"', page))
    assert len(parts) == 1
    seen: set[str] = set()
    while parts - seen:
        tab = min(parts - seen)
        seen.add(tab)
        answer = client.get(f"/console/{service}/{tab}")
        assert (tab, answer.status_code) == (tab, 200)
        parts |= set(re.findall(rf'href="/console/{service}/(\w+)"', answer.text))
        main = answer.text.partition("<main")[2]
        if role is StaffRole.AUDITOR:
            asking = re.compile(r'<form method="get".*?</form>', re.DOTALL)
            assert "<button" not in asking.sub("", main), tab
    may = {part for _, group in GROUPS for part, needed in group if needed in OF_ROLE[role]}
    assert may <= seen
