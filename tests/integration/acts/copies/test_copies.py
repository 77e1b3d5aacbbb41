"""Copies: whole, redacted, sealed for their reader, fetched after proof, and gone in time."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from amana.acts.act import OPERATOR
from amana.acts.copies.ending import end_copies
from amana.acts.copies.errors import CopyGone, CopyNotReady, CopyOver, CopyTriedTooOften
from amana.acts.copies.fetching import MOST_TRIES
from amana.acts.copies.json_form import json_form
from amana.acts.erase import erase
from amana.acts.identity.errors import NotProven
from amana.domain.errors import Broken
from amana.domain.person.level import Level
from amana.domain.source.outcome import CopiedRow, Sought
from amana.storage.errors import NotFound, PersonErased

if TYPE_CHECKING:
    from tests.integration.acts.copies.conftest import House

    from amana.acts.copies.fetching import OpenedCopy
    from amana.storage import ServerAddress

SCHEMA = Path(__file__).parents[4] / "spec" / "copy.schema.json"


class Away(Broken):
    """A source that cannot be reached for a while."""

    code = "test.away"


@pytest.fixture
def owner(server: "ServerAddress") -> Iterator[psycopg.Connection]:
    """Connect beside all of our code, to look at rows and to let time pass."""
    with psycopg.connect(
        server.conninfo(), options="-c search_path=amana", autocommit=True
    ) as connection:
        yield connection


def _json(copy: "OpenedCopy", *, portable: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(b"".join(json_form(copy, portable=portable)))
    return found


def _rows(document: dict[str, Any], section: str, table: str) -> list[dict[str, Any]]:
    (within,) = [each for each in document["sections"] if each["id"] == section]
    (found,) = [each for each in within["tables"] if each["id"] == table]
    rows: list[dict[str, Any]] = found["rows"]
    return rows


def _parts(owner: psycopg.Connection, house: "House") -> int:
    row = owner.execute(
        "select count(*) from copy_part where service = %s", [house.service]
    ).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.promise("M18", "A21", "A25")
def test_a_copy_holds_every_place_and_says_what_for_who_gets_it_and_how_long(
    house: "House",
) -> None:
    """The policy's answer, our own records and the rows of each source, by the schema."""
    document = _json(house.ready())
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(document)
    assert [each["id"] for each in document["sections"]] == ["about", "amana", "shop"]
    recipients = {
        row["values"]["id"]: row["values"] for row in _rows(document, "about", "recipients")
    }
    assert recipients["courier"]["contact"] == "data@courier.example"
    assert [row["values"]["promise"] for row in _rows(document, "about", "kept_for")] == ["P4"]
    origins = {row["values"]["origin"] for row in _rows(document, "about", "origins")}
    assert origins == {"person", "third-party"}
    known = [row["values"]["value"] for row in _rows(document, "amana", "known_by")]
    assert "layla@people.example" in known
    (customer,) = _rows(document, "shop", "customer")
    assert customer["values"] == {"email": "layla@people.example", "name": "Layla", "score": 7}
    assert house.acts()[-2:] == [("make-copy", "done"), ("fetch-copy", "done")]


@pytest.mark.promise("A24")
def test_what_speaks_of_others_is_kept_back_and_its_place_is_marked(house: "House") -> None:
    """Of a booking of two: the other's name, and addresses of others in what both read."""
    document = _json(house.ready())
    shared, mine = _rows(document, "shop", "booking")
    assert shared["values"] == {
        "provider_name": "Layla",
        "note": "call ▇▇▇ or ▇▇▇, or layla@people.example",
    }
    assert shared["withheld"] == {"client_name": "others_data", "note": "others_data"}
    assert mine["values"] == {"client_name": "Layla", "note": "mine: call me"}
    assert mine["withheld"] == {"provider_name": "others_data"}
    assert len(_rows(document, "shop", "post")) == 1
    text = json.dumps(document, ensure_ascii=False)
    assert "omar" not in text.lower()
    assert "5512" not in text


@pytest.mark.promise("A31")
def test_what_is_taken_along_is_what_they_gave_for_a_contract_or_by_consent(
    house: "House",
) -> None:
    """Not what came from a bureau, nor what we did with it, nor what we tell about it."""
    document = _json(house.ready(), portable=True)
    assert document["portability"] is True
    assert [each["id"] for each in document["sections"]] == ["amana", "shop"]
    (customer,) = _rows(document, "shop", "customer")
    assert customer["values"] == {"email": "layla@people.example", "name": "Layla"}
    tables = {each["id"] for each in document["sections"][0]["tables"]}
    assert "known_by" in tables
    assert tables.isdisjoint({"history", "notices", "ties"})


@pytest.mark.promise("A17", "A1")
def test_an_erasure_replaces_the_person_in_what_others_read_and_keeps_the_content(
    house: "House",
) -> None:
    """The post and the other's booking stay; her name is a word that leads nowhere."""
    source = house.source()
    layla = Sought(
        person="layla",
        identifiers={"email": ("layla@people.example",)},
        pseudonym="qwertzuiopasdfgh",
    )
    source.erase([layla])
    assert list(source.copy([layla])) == []
    omar = Sought(person="omar", identifiers={"email": ("omar@people.example",)})
    (booking,) = [row for row in source.copy([omar]) if row.table == "booking"]
    assert booking.values["note"].startswith("call omar@people.example")

    with closing(sqlite3.connect(house.shop)) as database:
        posts = database.execute("select author_id, byline, body from post order by id").fetchall()
        (named,) = database.execute("select provider_name from booking").fetchall()
    assert posts[0][0] is None
    assert posts[0][2].startswith("A question")
    assert "Layla" not in (posts[0][1], named[0])
    assert posts[1] == (2, "Omar", "An answer")


@pytest.mark.promise("W12")
def test_a_copy_leaves_only_after_the_proof_that_is_promised_and_tries_are_limited(
    house: "House",
) -> None:
    """A session that shows less gets nothing; each try stands in the history; then it is shut."""
    asked = house.ask()
    house.work()
    for _ in range(MOST_TRIES):
        with pytest.raises(NotProven):
            house.fetch(asked.id, level=Level.HANDED_OVER)
    assert house.acts()[-MOST_TRIES:] == [("fetch-copy", "refused")] * MOST_TRIES
    with pytest.raises(CopyTriedTooOften):
        house.fetch(asked.id)
    assert house.copies()[0].fetched == 0


@pytest.mark.promise("W12")
def test_nobody_fetches_a_copy_of_somebody_else(house: "House") -> None:
    """However well they proved who they are: it is as if there were none."""
    asked = house.ask()
    house.work()
    with pytest.raises(NotFound):
        house.fetch(asked.id, "omar")
    assert house.copies("omar") == ()


@pytest.mark.promise("W12")
def test_a_copy_is_sealed_and_its_key_goes_with_its_time(
    house: "House", owner: psycopg.Connection
) -> None:
    """Its pieces show nothing of what is in them; when it is over there is no key and no piece."""
    asked = house.ask()
    house.work()
    opened = house.fetch(asked.id)
    sealed = owner.execute(
        "select sealed from copy_part where service = %s", [house.service]
    ).fetchall()
    assert sealed
    assert not any(b"layla" in bytes(row[0]).lower() for row in sealed)
    owner.execute(
        "update prepared_copy set expires_at = expires_at - interval '14 days' where service = %s",
        [house.service],
    )
    with pytest.raises(CopyOver):
        house.fetch(asked.id)
    with pytest.raises(CopyGone):
        _json(opened)
    end_copies(house.storage, house.service)
    (row,) = owner.execute(
        "select sealed, over_at is not null from prepared_copy where service = %s",
        [house.service],
    ).fetchall()
    assert row == (None, True)
    assert _parts(owner, house) == 0
    assert house.acts()[-1][0] == "end-copy"
    assert house.ask().id != asked.id


@pytest.mark.promise("A1", "W12")
def test_a_copy_of_who_is_erased_is_gone_at_once(house: "House", owner: psycopg.Connection) -> None:
    """The pieces go with the person, and a copy that is just being read breaks off."""
    asked = house.ask()
    house.work()
    opened = house.fetch(asked.id)
    erase(house.storage, house.service, person="layla", actor=OPERATOR)
    assert _parts(owner, house) == 0
    with pytest.raises(CopyGone):
        _json(opened)
    with pytest.raises((NotFound, PersonErased)):
        house.fetch(asked.id)


@pytest.mark.promise("A1")
def test_somebody_erased_while_their_copy_is_made_gets_none(
    house: "House", owner: psycopg.Connection
) -> None:
    """What was written goes with them, nothing is written after them, and the job ends."""

    def erased(person: str) -> Iterator[CopiedRow]:
        yield CopiedRow(person=person, table="customer", values={"email": "x", "name": "y"})
        erase(house.storage, house.service, person=person, actor=OPERATOR)
        yield CopiedRow(person=person, table="post", values={"byline": "x", "body": "z" * 900_000})

    house.more["warehouse"] = erased
    house.ask()
    house.work()
    assert _parts(owner, house) == 0
    left = owner.execute(
        "select count(*) from prepared_copy where service = %s", [house.service]
    ).fetchone()
    waiting = owner.execute(
        "select count(*) from job where service = %s and name = 'make_copy'", [house.service]
    ).fetchone()
    assert (left, waiting) == ((0,), (0,))


def test_a_copy_that_broke_off_goes_on_where_it_was_and_is_never_half(
    house: "House", owner: psycopg.Connection
) -> None:
    """A source was away: nothing can be fetched; tried again, the places before it stay."""
    read: list[str] = []

    def once(person: str) -> Iterator[CopiedRow]:
        read.append("depot")
        yield CopiedRow(person=person, table="customer", values={"email": "x", "name": "y"})

    def away(person: str) -> Iterator[CopiedRow]:
        read.append("warehouse")
        yield CopiedRow(person=person, table="post", values={"byline": "x", "body": "half"})
        if read.count("warehouse") == 1:
            raise Away

    house.more.update(depot=once, warehouse=away)
    asked = house.ask()
    house.work()
    with pytest.raises(CopyNotReady):
        house.fetch(asked.id)
    assert (house.copies()[0].done, house.copies()[0].sections) == (4, 5)
    owner.execute("update job set due_at = now() where service = %s", [house.service])
    house.work()
    document = _json(house.fetch(asked.id))
    assert read == ["depot", "warehouse", "warehouse"]
    (post,) = _rows(document, "warehouse", "post")
    assert post["values"]["body"] == "half"


def test_asked_again_it_is_the_same_copy_until_its_time_is_over(house: "House") -> None:
    """Nobody makes a database be read twice by asking twice."""
    first = house.ask()
    assert house.ask().id == first.id
    house.work()
    assert house.ask().id == first.id
    assert house.copies()[0].expires_at is not None
    held = house.copies()[0].expires_at
    ready = house.copies()[0].ready_at
    assert held is not None
    assert ready is not None
    assert held - ready == timedelta(days=14)


def test_long_values_and_many_rows_come_whole(house: "House") -> None:
    """Rows over many pieces, longer than one, of tables that come in turns."""

    def many(person: str) -> Iterator[CopiedRow]:
        for number in range(300):
            table = "post" if number % 3 else "customer"
            values = {"byline": str(number), "body": "ب" * (number * 100)}
            held = values if table == "post" else {"email": str(number), "name": None, "score": 1}
            yield CopiedRow(person=person, table=table, values=held)

    house.more["warehouse"] = many
    document = _json(house.ready())
    posts, customers = (_rows(document, "warehouse", it) for it in ("post", "customer"))
    assert [int(row["values"]["byline"]) for row in posts] == [n for n in range(300) if n % 3]
    assert all(len(row["values"]["body"]) == 100 * int(row["values"]["byline"]) for row in posts)
    assert len(customers) == 100
