"""An erasure takes two members, where there are two; and the queue by source and by fault."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from sqlite3 import connect
from typing import TYPE_CHECKING
from uuid import UUID

import httpx
import pytest

from amana.domain.ledger.entry import Entry
from amana.domain.staff import StaffRole
from amana.storage import Storage

if TYPE_CHECKING:
    from tests.http.console.conftest import Shop

ALONE = "nobody else here may approve requests"
NEEDED = "The erasure is carried out by another member"


@pytest.fixture
def come(real_site: str, storage: Storage, service: str) -> Iterator[Callable[..., httpx.Client]]:
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


@pytest.mark.promise("A23", "A27")
def test_who_noted_the_proof_does_not_approve_the_erasure_too(
    shop: "Shop", come: Callable[..., httpx.Client], form_token: Callable[[str], str]
) -> None:
    """Refused in words, by itself and in a set; another member carries it out."""
    request = shop.ask("p-1")
    support = come(StaffRole.SUPPORT)
    assert support.get(f"/console/{shop.service}/requests").status_code == 200
    assert ALONE in shop.page(f"requests/{request}")
    officer = come(StaffRole.PRIVACY_OFFICER)
    page = shop.page(f"requests/{request}")
    assert NEEDED in page
    assert "/sure/carry-out" not in page
    refused = shop.send(f"requests/{request}/carry-out")
    assert refused.status_code == 403
    assert "Another member who may approve requests" in shop.plain(refused)
    where = f"/console/{shop.service}/requests/{request}"
    shown = officer.get(where, params={"lang": "en"})
    assert NEEDED not in shown.text
    done = officer.post(f"{where}/carry-out", data={"form_token": form_token(shown.text)})
    assert done.status_code == 303
    with shop.storage.reading(shop.service) as view:
        row = view.requests.one(UUID(request))
    assert (row.state.value, row.alone) == ("waiting_for_sources", False)


@pytest.mark.promise("A23")
def test_where_nobody_else_may_approve_it_is_done_alone_and_written_down(
    shop: "Shop", come: Callable[..., httpx.Client]
) -> None:
    """It stays with the request; somebody from the support changes nothing about it."""
    come(StaffRole.SUPPORT)
    request = shop.ask("p-1")
    assert shop.send(f"requests/{request}/carry-out").status_code == 303
    with shop.storage.reading(shop.service) as view:
        row = view.requests.one(UUID(request))
    assert (row.state.value, row.alone) == ("waiting_for_sources", True)
    assert "By the member who noted the proof" in shop.page(f"requests/{request}")


@pytest.mark.promise("A23", "A29")
def test_who_noted_the_proof_does_not_end_an_erasure_in_part_by_hand(
    shop: "Shop", come: Callable[..., httpx.Client], form_token: Callable[[str], str]
) -> None:
    """Nothing would be erased, and it would count as done: another member says so."""
    request = shop.ask("p-1", "part_erasure")
    where = f"/console/{shop.service}/requests/{request}"
    assert f"{where}/sure/finish" in shop.page(f"requests/{request}")
    officer = come(StaffRole.PRIVACY_OFFICER)
    assert f"{where}/sure/finish" not in shop.page(f"requests/{request}")
    refused = shop.send(f"requests/{request}/finish")
    assert refused.status_code == 403
    assert "Another member who may approve requests" in shop.plain(refused)
    token = form_token(officer.get(where, params={"lang": "en"}).text)
    assert officer.post(f"{where}/finish", data={"form_token": token}).status_code == 303
    with shop.storage.reading(shop.service) as view:
        row = view.requests.one(UUID(request))
    assert (row.state.value, row.alone) == ("done", False)


@pytest.mark.promise("A29")
def test_where_nobody_else_may_an_erasure_in_part_is_ended_by_hand_alone(shop: "Shop") -> None:
    """And the request keeps that."""
    request = shop.ask("p-1", "part_erasure")
    assert shop.send(f"requests/{request}/finish").status_code == 303
    with shop.storage.reading(shop.service) as view:
        row = view.requests.one(UUID(request))
    assert (row.state.value, row.alone) == ("done", True)


@pytest.mark.promise("A29")
def test_who_may_only_write_ends_no_erasure_in_part_that_nobody_approved(
    shop: "Shop", come: Callable[..., httpx.Client], form_token: Callable[[str], str]
) -> None:
    """Its end by hand says what an approval says; what waits for its sources was approved."""
    request = shop.ask("p-1", "part_erasure")
    where = f"/console/{shop.service}/requests/{request}"
    support = come(StaffRole.SUPPORT)
    shown = support.get(where, params={"lang": "en"})
    assert f"{where}/sure/finish" not in shown.text
    data = {"form_token": form_token(shown.text)}
    refused = support.post(f"{where}/finish", params={"lang": "en"}, data=data)
    assert refused.status_code == 403
    with shop.storage.reading(shop.service) as view:
        assert view.requests.one(UUID(request)).state.value == "proven"
    correction = shop.ask("p-2", "correction")
    there = f"/console/{shop.service}/requests/{correction}/finish"
    assert support.post(there, data=data).status_code == 303


def test_the_queue_is_narrowed_by_source_and_by_what_keeps_it(shop: "Shop") -> None:
    """Only what waits in that source, or for that reason, is shown."""
    shop.approve_map()
    waiting, other = shop.ask("p-1"), shop.ask("p-2", kind="correction")
    shop.send(f"requests/{waiting}/carry-out")
    with closing(connect(shop.file)) as opened:
        opened.execute("alter table customer_order rename to moved")
    shop.carry()
    page = shop.page("requests", source="shop")
    assert waiting in page
    assert other not in page
    assert waiting not in shop.page("requests", source="elsewhere")
    assert waiting not in shop.page("requests", fault="source.unreachable")
    with shop.storage.reading(shop.service) as view:
        (part,) = view.parts.of(UUID(waiting))
    assert part.fault
    page = shop.page("requests", fault=part.fault)
    assert waiting in page
    assert other not in page
    assert {waiting, other} <= shop.ids()
