"""A FastAPI application whose routes ask first, against the real server."""

import asyncio
from collections.abc import Iterator
from typing import Annotated
from unittest.mock import ANY

import httpx
import pytest
from fastapi import FastAPI, Header

from amana.sdk import Amana, Answer
from amana.sdk.fastapi import Asking


def signed_in(x_person: Annotated[str, Header()]) -> str:
    """Return who is signed in: here they say so."""
    return x_person


@pytest.fixture
def amana(shop_key: dict[str, str], real_site: str) -> Iterator[Amana]:
    """Return the client of a fresh service with a policy in force."""
    with Amana(real_site, shop_key["authorization"].removeprefix("Bearer "), timeout=30) as client:
        yield client


class Client:
    """Asks an application in this process."""

    def __init__(self, app: FastAPI) -> None:
        """Take the application."""
        self._app = app

    def post(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        """Post nothing, as somebody who is signed in."""

        async def posted() -> httpx.Response:
            """Post it."""
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
                return await client.post(path, headers={"x-person": "p-1"} | (headers or {}))

        return asyncio.run(posted())


def _app(amana: Amana, done: list[str]) -> Client:
    app = FastAPI()
    asking = Asking(amana, person=signed_in)
    asking.answer_for(app)

    @app.post(
        "/accounts",
        dependencies=[asking.collects(["name"], at="registration", purposes=["orders"])],
    )
    def register() -> str:
        done.append("registered")
        return "registered"

    @app.post("/offers", dependencies=[asking.uses(["email"], purpose="news")])
    def offer() -> str:
        done.append("offered")
        return "offered"

    parcel = asking.discloses(["address"], purpose="orders", recipient="courier")

    @app.post("/parcels")
    def hand(answer: Annotated[Answer, parcel]) -> str:
        done.append("handed")
        return answer.entry

    return Client(app)


def test_a_route_runs_after_a_yes_alone(amana: Amana) -> None:
    """The refusal names its reasons in the reader's language, and is on the ledger."""
    done: list[str] = []
    client = _app(amana, done)
    assert client.post("/accounts").status_code == 200
    refused = client.post("/offers", headers={"accept-language": "en-GB"})
    assert refused.status_code == 403
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json() == {
        "title": "Our policy does not permit this",
        "detail": "Nothing was done with your data.",
        "status": 403,
        "code": "sdk.refused_by_policy",
        "promises": [],
        "reasons": ANY,
        "needs": ["consent"],
    }
    assert client.post("/parcels").json()["title"] == "لا تسمح سياستنا بهذا"
    assert done == ["registered"]
    assert [act.outcome for act in amana.history("p-1")] == ["refused", "refused", "done"]


def test_without_an_answer_nothing_runs() -> None:
    """No answer is not a yes; it may be tried again."""
    done: list[str] = []
    with Amana("http://127.0.0.1:9", "planted-key-5c1", retries=0) as gone:
        answer = _app(gone, done).post("/accounts")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "30"
    assert "planted" not in answer.text
    assert done == []


def test_a_key_that_nobody_knows_is_a_fault_of_the_application(real_site: str) -> None:
    """Nobody is asked to try again."""
    done: list[str] = []
    with Amana(real_site, "planted-key-5c1", timeout=30) as wrong:
        answer = _app(wrong, done).post("/accounts")
    assert answer.status_code == 500
    assert answer.json()["code"] == "sdk.rejected"
    assert "retry-after" not in answer.headers
    assert "planted" not in answer.text
    assert done == []
