"""The person's own copy: all that is held about them, in the form that the specification says."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.persons import PersonsDoor
from amana.acts.me.choices import Switching
from amana.acts.messages.put_out import Outgoing, put_out
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import Outlet
from amana.acts.persons.ties import tie_persons
from amana.domain.person.facts import BornIn
from amana.domain.vocabulary.collecting import Origin
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.storage.persons import TieKind
from amana.storage.signals import GPC
from amana.storage.uuid7 import uuid7

if TYPE_CHECKING:
    from tests.http.centre.conftest import Home

SCHEMA = Path(__file__).parents[3] / "spec" / "own-copy.schema.json"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """Return a validator of the form."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def _notified(home: "Home", text: str) -> None:
    """Show a notice to the person on the service's own pages."""
    with home.storage.work(home.service) as work:
        given = Outgoing(
            person=home.person,
            message_class=MessageClass.SERVICE,
            purpose=None,
            channel=Channel.IN_SERVICE,
            language="en",
            subject="A change",
            text=text,
        )
        put_out(work, given)
        work.over()
    now = datetime.now(UTC)
    send_due(home.storage, home.service, Outlet(ways={}, clock=lambda: now), claim=uuid7(now))


def _signals(home: "Home") -> None:
    with home.storage.work(home.service) as work:
        key = work.sealer.person_key(home.person)
        assert work.signals.note(key, GPC, entry=work.name_entry())
        work.over()


def _copy(home: "Home") -> dict[str, Any]:
    made = home.send(home.enter(), "copy")
    assert made.status_code == 200
    found: dict[str, Any] = json.loads(made.text)
    return found


@pytest.mark.promise("W19", "A36")
def test_the_copy_holds_all_that_is_held_about_the_person(
    home: "Home", validator: Draft202012Validator
) -> None:
    """Notices, signals, stopped classes, sign-ins, ties, and what was done; nothing of others."""
    _notified(home, "The policy changes in May.")
    _signals(home)
    home.me.switch(home.visitor, Switching(about="class:promotional:offers", on=False, seen=1))
    with home.storage.work(home.service) as work:
        act = Act(actor=OPERATOR, work=work)
        tie_persons(act, kind=TieKind.GUARDIAN, person="parent-1", other=home.person)
    PersonsDoor(home.storage).declare(
        home.service, person=home.person, value=BornIn(year=1990), origin=Origin.PERSON
    )
    home.send(home.enter(), "requests", kind="correction", about="my name is wrong")
    other = home.visitor_of("customer-8")
    home.send(home.enter("customer-8"), "requests", kind="erasure", about="another's words")
    home.me.switch(other, Switching(about="class:newsletter:offers", on=False, seen=1))
    found = _copy(home)
    validator.validate(found)
    (notice,) = found["notices"]
    assert (notice["text"].strip(), notice["class"]) == ("The policy changes in May.", "service")
    assert [each["signal"] for each in found["signals"]] == ["gpc"]
    (stopped,) = found["stopped_messages"]
    assert (stopped["class"], stopped["purpose"]) == ("promotional", "offers")
    assert stopped["resumed_at"] is None
    assert [each["born_in"] for each in found["ages"]] == [1990]
    assert any(each["open"] for each in found["sessions"])
    (tied,) = found["ties"]
    assert (tied["tie"], tied["who"], tied["id"]) == ("guardian", "guardian", None)
    (asked,) = found["requests"]
    assert (asked["kind"], asked["about"]) == ("correction", "my name is wrong")
    assert "another's words" not in json.dumps(found)
    assert {"stop-messages", "notify", "tie-guardian"} <= {each["act"] for each in found["history"]}
    (email,) = [each for each in found["known_by"] if each["kind"] == "email"]
    assert email["takes_messages"] is True
    assert (found["complete"], found["cut"]) == (True, [])
    assert "customer-8" not in json.dumps(found)


def test_a_copy_that_is_cut_says_of_which_part(
    home: "Home", validator: Draft202012Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The latest stand in it; the rest is asked for from the service."""
    monkeypatch.setattr("amana.acts.me.copied.MOST_NOTICES", 1)
    monkeypatch.setattr("amana.acts.me.copied.MOST_ACTS", 3)
    monkeypatch.setattr("amana.acts.me.copied.MOST_REQUESTS", 1)
    browser = home.enter()
    for kind in ("correction", "erasure"):
        home.send(browser, "requests", kind=kind)
    for number in range(2):
        _notified(home, f"Notice {number}.")
    found = _copy(home)
    validator.validate(found)
    assert [each["text"].strip() for each in found["notices"]] == ["Notice 1."]
    assert [each["kind"] for each in found["requests"]] == ["erasure"]
    assert len(found["history"]) == 3
    assert (found["complete"], found["cut"]) == (False, ["notices", "requests", "history"])
