"""All of a service's persons who may be proposed, page by page."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.choices.fold import fold_choices
from amana.acts.doors.records import RecordsDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances
from amana.acts.records.incoming import Incoming, Terms
from amana.domain.key_scope import Ability, KeyScope
from amana.sdk import Amana
from amana.storage import Storage

POLICY = """\
amana: 1
service: {service}
title: {{en: Notice}}
controller: {{name: {{en: Shop}}, email: privacy@shop.example}}
languages: [en]
laws: [jordan]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract, name: {{en: orders}}}}
  offers: {{is: "dpv:Marketing", basis: legitimate_interest, name: {{en: offers}}}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{en: news}}}}
promises:
  P1: {{use: email, for: [orders, offers, news], through: email}}
  P2: {{choice: offers, by: opt_out}}
  P3: {{choice: news, by: opt_in}}
  P4: {{collect: email, at: registration, for: [orders, offers, news]}}
"""
MAP = """\
amana: 1
service: {service}
records:
  profile: {{key: own, fields: {{email: {{is: email, type: email}}}}}}
"""
PEOPLE = 3_000
AskAll = Callable[..., httpx.Response]


@pytest.fixture
def key(storage: Storage, service: str) -> str:
    """Return the key of a service of a few thousand people, all of whom are numbered."""
    with storage.work(service) as work:
        publish_policy(
            Act(actor=OPERATOR, work=work),
            Publication(source=POLICY.format(service=service), texts={}),
        )
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=service))
    terms = Terms(
        type="profile",
        purposes=frozenset({"orders"}),
        how=Circumstances(occasion="registration", imported=True),
    )
    chunk = [
        Incoming(number=n, person=f"p-{n}", key=f"p-{n}", values={"email": f"p{n}@example.com"})
        for n in range(PEOPLE)
    ]
    taken = RecordsDoor(storage).take_in(service, chunk, terms)
    assert all(each.record for each in taken)
    with storage.work(service) as work:
        return make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="shop"))


@pytest.fixture
def amana(key: str, real_site: str) -> Iterator[Amana]:
    """Return the client of that service."""
    with Amana(real_site, key, timeout=30) as client:
        yield client


def test_everybody_is_proposed_once_but_those_who_refused_or_were_erased(
    amana: Amana, storage: Storage, service: str
) -> None:
    """Over several pages, people without a record too; a word of a moment ago counts."""
    amana.use("chooser", ["email"], purpose="orders")
    fold_choices(storage, service)
    for person in ("p-5", "p-1500", "chooser"):
        amana.choose(person, "opt_out", ["offers"])
    amana.choose("chooser", "opt_in", ["offers"])
    amana.choose("p-7", "consent", ["news"])
    amana.choose("p-8", "consent", ["news"])
    amana.erase("p-8")
    everybody = {f"p-{n}" for n in range(PEOPLE)} | {"chooser"}
    offers = list(amana.whole_audience(["email"], purpose="offers", channel="email"))
    assert len(offers) == len(set(offers))
    assert set(offers) == everybody - {"p-5", "p-1500", "p-8"}
    assert set(amana.whole_audience(["email"], purpose="orders")) == everybody - {"p-8"}
    assert list(amana.whole_audience(["email"], purpose="news", channel="email")) == ["p-7"]
    assert list(amana.whole_audience(["email"], purpose="profiling")) == []


def test_pages_link_on_and_say_whom_they_could_not_name(
    amana: Amana, storage: Storage, service: str, key: str, real_site: str
) -> None:
    """A cursor of one question is none of another."""
    fold_choices(storage, service)
    amana.erase("p-1")
    asked = {"doing": "use", "data": ["email"], "for": "orders"}
    ask = _asking(f"{real_site}/v1/audience/all", key)
    first = ask(asked, limit=1000)
    page = first.json()
    assert (len(page["persons"]) + page["unnamed"], page["promises"]) == (1000, ["P1"])
    assert first.links["next"]["url"].startswith("/v1/audience/all?cursor=")
    other = asked | {"for": "offers"}
    assert ask(other, cursor=page["next"]).json()["code"] == "list.wrong_cursor"
    pages = [page]
    while pages[-1]["next"] is not None:
        pages.append(ask(asked, cursor=pages[-1]["next"], limit=1000).json())
    assert [len(each["persons"]) + each["unnamed"] for each in pages] == [1000] * 3
    assert sum(each["unnamed"] for each in pages) == 1


def test_a_key_names_everybody_only_where_it_was_made_for_it(
    storage: Storage, service: str, key: str, real_site: str
) -> None:
    """A key that asks about persons whom it names does not get them all."""
    asked = {"doing": "use", "data": ["email"], "for": "orders"}
    codes = []
    for scope in (
        KeyScope(abilities=frozenset({Ability.CHOICES})),
        KeyScope(abilities=frozenset({Ability.SETS}), purposes=frozenset({"news"})),
        KeyScope(abilities=frozenset({Ability.SETS}), purposes=frozenset({"orders"})),
    ):
        with storage.work(service) as work:
            made = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="it", scope=scope))
        codes.append(_asking(f"{real_site}/v1/audience/all", made)(asked).json().get("code"))
    assert codes == ["key.lacks_ability", "key.lacks_purpose", None]
    del key


def _asking(url: str, key: str) -> AskAll:
    def ask(body: dict[str, Any], **query: Any) -> httpx.Response:  # noqa: ANN401 - a query's values
        headers = {"authorization": f"Bearer {key}"}
        return httpx.post(url, json=body, params=query, headers=headers, timeout=30)

    return ask
