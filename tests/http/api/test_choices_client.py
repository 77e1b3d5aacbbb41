"""The light client over choices: how they were said, their history, receipts and second steps."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.publish_policy import Publication, publish_policy
from amana.cli.app import run
from amana.cli.exits import Exit
from amana.sdk import Amana, AmanaRejected, HowSaid
from amana.storage import Storage
from amana.storage.ledger import Sequencer

Ask = Callable[..., httpx.Response]


POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{en: "news"}}}}
promises:
  N1: {{collect: [email], from: person, at: [registration], for: [news]}}
  N2: {{choice: [news], by: opt_in}}
"""


@pytest.fixture
def news_key(storage: Storage, service: str) -> dict[str, str]:
    """Return the header that shows the key of a service that offers a consent."""
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="news"))
    return {"authorization": f"Bearer {key}"}


@pytest.fixture
def amana(news_key: dict[str, str], real_site: str) -> Iterator[Amana]:
    """Return the client of a fresh service with a policy and a map in force."""
    with Amana(real_site, news_key["authorization"].removeprefix("Bearer ")) as client:
        yield client


@pytest.fixture
def ask(news_key: dict[str, str], real_site: str) -> Iterator[Ask]:
    """Return what posts to the choices of the service, with its key or another."""
    with httpx.Client(base_url=real_site) as client:

        def post(what: str, body: object, **headers: str) -> httpx.Response:
            return client.post(f"/v1/choices/{what}", json=body, headers=news_key | headers)

        yield post


@pytest.mark.promise("C6")
def test_a_word_with_how_it_was_said_leads_to_a_receipt_that_is_true(
    amana: Amana, storage: Storage, service: str, tmp_path: Path
) -> None:
    """Language, channel and means come back in the history, and stand in the signed file."""
    how = HowSaid(language="ar", channel="sms", means="checkbox", shown="ab" * 32)
    entry = amana.choose("p-1", "consent", ["news"], how=how)
    (line,) = amana.agreeing.history("p-1").lines
    assert (line.entry, line.holds, line.purpose) == (entry, True, "news")
    assert (line.language, line.channel, line.means) == ("ar", "sms", "checkbox")
    with pytest.raises(AmanaRejected):
        amana.agreeing.receipt("p-1", entry)
    Sequencer(storage, folder=tmp_path, origin_of=lambda name: f"privacy.example/{name}").catch_up(
        service
    )
    file, key = tmp_path / "receipt.jsonld", (tmp_path / service / "key").read_text().strip()
    file.write_bytes(amana.agreeing.receipt("p-1", entry))
    assert run(["verify", "--receipt", str(file), "--key", key]) == Exit.OK
    with pytest.raises(AmanaRejected):
        amana.agreeing.receipt("p-2", entry)


@pytest.mark.promise("C6")
def test_the_state_at_an_instant_is_what_was_said_by_then(amana: Amana) -> None:
    """Before the word, and after it was taken back, nothing is agreed to."""
    before = datetime.now(UTC) - timedelta(minutes=1)
    amana.choose("p-1", "consent", ["news"])
    assert amana.agreeing.history("p-1").consented == ("news",)
    assert amana.agreeing.history("p-1", at=before).consented == ()
    amana.choose("p-1", "withdraw", ["news"])
    said = amana.agreeing.history("p-1")
    assert [line.state for line in said.lines] == ["withdrawn", "consented"]
    assert said.consented == ()


@pytest.mark.promise("C6")
def test_a_second_step_counts_once_its_token_comes_back(amana: Amana) -> None:
    """Once, and never by another token; the token stands in no representation."""
    waiting = amana.agreeing.ask_to_confirm("p-1", ["news"], how=HowSaid(language="en"))
    assert waiting.token not in repr(waiting)
    assert amana.agreeing.history("p-1").waiting == ("news",)
    assert amana.choices("p-1").consented == ()
    with pytest.raises(AmanaRejected):
        amana.agreeing.confirm("x" * 43)
    amana.agreeing.confirm(waiting.token)
    assert amana.choices("p-1").consented == ("news",)
    with pytest.raises(AmanaRejected):
        amana.agreeing.confirm(waiting.token)


def test_each_question_about_choices_needs_the_key_and_its_form(ask: Ask) -> None:
    """Without a key 401; a wrong body 422, and what is nobody's is refused by its code."""
    nobody = "01900000-0000-7000-8000-000000000000"
    bodies: dict[str, object] = {
        "receipt": {"person": "p-1", "entry": nobody},
        "history": {"person": "p-1"},
        "ask": {"person": "p-1", "choice": "consent", "for": ["news"]},
        "confirm": {"token": "x" * 43},
    }
    for what, body in bodies.items():
        assert ask(what, body, authorization="Bearer x").status_code == 401, what
        assert ask(what, {"person": 7, "token": 7}).status_code == 422, what
    refused = ask("receipt", bodies["receipt"])
    assert (refused.status_code, refused.json()["code"]) == (403, "choice.no_receipt")
    refused = ask("confirm", bodies["confirm"])
    assert (refused.status_code, refused.json()["code"]) == (403, "choice.nothing_to_confirm")
    assert ask("history", bodies["history"]).json()["lines"] == []
    assert json.loads(ask("ask", bodies["ask"]).text)["token"]
    unknown = ask("ask", {"person": "p-1", "choice": "consent", "for": ["nothing"]})
    assert unknown.status_code in {403, 422}
