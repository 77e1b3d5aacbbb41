"""Each new visitor is kept as a person: of one network not many are within a minute."""

import asyncio
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest

from amana.acts.doors.banner import BannerDoor
from amana.acts.rates import Rates
from amana.domain.rates import Limits
from amana.http.app import create_app
from amana.http.doorway import Reach

if TYPE_CHECKING:
    from tests.http.banner.conftest import House

    from amana.http.platform import Platform

SITE = "https://shop.house.example"


async def _send(app: httpx.ASGITransport, path: str, bodies: list[object]) -> list[httpx.Response]:
    async with httpx.AsyncClient(transport=app, base_url="https://privacy.example") as client:
        return [await client.post(path, json=body, headers={"origin": SITE}) for body in bodies]


@pytest.mark.parametrize("what", ["choice", "signal"])
def test_one_new_visitor_too_many_is_told_when_to_come_again(
    house: "House", amana: "Platform", what: str
) -> None:
    """Nothing is kept of them; who answered before goes on, and who has no id is not counted."""
    made = replace(
        amana,
        banner=BannerDoor(house.storage, {house.service: (SITE,)}),
        rates=Rates(house.storage, Limits(visitor=2)),
        reach=Reach(public_url="https://privacy.example"),
    )
    here = f"2001:db8:{secrets.randbelow(65_535):x}:{secrets.randbelow(65_535):x}::1"
    app = httpx.ASGITransport(create_app(made), client=(here, 5), raise_app_exceptions=False)
    one, two, three = (letter * 22 for letter in "abc")
    said = {"agreed": {}, "refused": ["ads"], "means": "chosen", "language": "ar"}
    bodies: list[object] = [
        {"visitor": visitor, **(said if what == "choice" else {})}
        for visitor in (one, one, two, three, one)
    ]
    answers = asyncio.run(_send(app, f"/{house.service}/banner/{what}", bodies))
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 200]
    refused = answers[3]
    assert refused.json()["code"] == "http.too_many"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert house.said(three) == []
    (nobody,) = asyncio.run(_send(app, f"/{house.service}/banner/signal", [{"visitor": None}]))
    assert nobody.status_code == 200
