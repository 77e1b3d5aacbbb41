"""Every kind of request on databases that nobody here designed, checked by plain SQL.

What is whose is said here a second time, by hand, and not read from the map.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import sqlalchemy as sa

from amana.domain.source.model import ColumnFate, RowFate, SourceMap
from amana.domain.source.outcome import Correction, Sought
from amana.domain.source.parse import parse
from amana.domain.source.values import PSEUDONYM_LENGTH
from amana.sources.errors import CannotRestrict
from amana.sources.sql_source import SqlSource

EXAMPLES: Final = Path(__file__).parents[3] / "examples"
BUILD: Final = EXAMPLES / "real_schemas" / "build.py"
NOT_INSTALLED: Final = 3
SHORTEST: Final = 6
"""A shorter word may stand within a word of somebody else; it is looked for as a whole."""

_ORDERS: Final = "(select id from order_order where user_id = :account or guest_email = :email)"
_LINES: Final = f"(select id from order_line where order_id in {_ORDERS})"  # noqa: S608 - of this file
_PAID: Final = f"(select id from payment_source where order_id in {_ORDERS})"  # noqa: S608 - the same
_BOOKED: Final = "(select id from appointment_appointment where client_id = :account)"
_ASKED: Final = (
    "(select appointment_request_id from appointment_appointment where client_id = :account)"
)
THEIRS: Final[Mapping[str, Mapping[str, str]]] = {
    "oscar": {
        "auth_user": "id = :account",
        "order_order": "user_id = :account or guest_email = :email",
        "order_billingaddress": (
            f"id in (select billing_address_id from order_order where id in {_ORDERS})"  # noqa: S608 - the same
        ),
        "order_shippingaddress": (
            f"id in (select shipping_address_id from order_order where id in {_ORDERS})"  # noqa: S608 - the same
        ),
        "order_line": f"order_id in {_ORDERS}",
        "order_lineprice": f"order_id in {_ORDERS} or line_id in {_LINES}",
        "order_ordernote": f"order_id in {_ORDERS} or user_id = :account",
        "payment_source": f"order_id in {_ORDERS}",
        "payment_transaction": f"source_id in {_PAID}",
        "communication_email": "user_id = :account or email = :email",
        "communication_notification": "recipient_id = :account or sender_id = :account",
        "customer_productalert": "user_id = :account or email = :email",
        "wishlists_wishlist": "owner_id = :account",
        "basket_basket": "owner_id = :account",
        **dict.fromkeys(
            (
                "address_useraddress",
                "payment_bankcard",
                "reviews_productreview",
                "analytics_usersearch",
                "analytics_userproductview",
                "analytics_userrecord",
            ),
            "user_id = :account",
        ),
    },
    "appointment": {
        "auth_user": "id = :account",
        "appointment_appointment": "client_id = :account",
        "appointment_appointmentrequest": f"id in {_ASKED}",
        "appointment_appointmentreschedulehistory": f"appointment_request_id in {_ASKED}",
        "appointment_paymentinfo": f"appointment_id in {_BOOKED}",
        "appointment_emailverificationcode": "user_id = :account",
        "appointment_passwordresettoken": "user_id = :account",
    },
}
_GUEST: Final = "select guest_email from order_order where guest_email <> ''"
_CLIENT: Final = "select client_id from appointment_appointment"
SOME: Final[Mapping[str, Sequence[str]]] = {
    "oscar": (
        f"select id, email from auth_user where email in ({_GUEST}) order by id limit 1",  # noqa: S608 - the same
        "select id, email from auth_user where id in (select user_id from order_order) limit 2",
    ),
    "appointment": (f"select id, email from auth_user where id in ({_CLIENT}) limit 3",),  # noqa: S608 - the same
}

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person as the package's own tables know them."""

    account: int
    email: str

    def sought(self) -> Sought:
        """Return what a request hands to the source; people do not mind capitals."""
        return Sought(
            person=str(self.account),
            identifiers={"email": (self.email.upper(),), "own": (str(self.account),)},
            pseudonym=f"{self.account:x}".rjust(PSEUDONYM_LENGTH, "e"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """The database, seen by plain SQL."""

    name: str
    engine: sa.Engine

    def asked(self, statement: str, **values: object) -> list[Row]:
        """Return what a query finds."""
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(sa.text(statement), values).mappings()]

    def everything(self) -> Rows:
        """Return every row of every table."""
        tables = sa.inspect(self.engine).get_table_names()
        return {table: self.asked(f'select * from "{table}"') for table in tables}  # noqa: S608 - names of the database's own

    def some(self) -> list[Somebody]:
        """Return three people: in the shop, one who ordered without an account among them."""
        return [
            Somebody(account=row["id"], email=row["email"])
            for statement in SOME[self.name]
            for row in self.asked(statement)
        ]

    def ids_of(self, people: Sequence[Somebody]) -> Mapping[str, frozenset[int]]:
        """Return the keys of the rows that speak of these people, by table."""
        return {
            table: frozenset(
                row["id"]
                for one in people
                for row in self.asked(
                    f'select id from "{table}" where {theirs}',  # noqa: S608 - of this file
                    **{
                        name: value
                        for name, value in (("account", one.account), ("email", one.email))
                        if f":{name}" in theirs
                    },
                )
            )
            for table, theirs in THEIRS[self.name].items()
        }


@pytest.fixture(params=["sqlite", "postgresql"])
def made(
    request: pytest.FixtureRequest, name: str, new_url: Callable[[str], str]
) -> Iterator[tuple[SqlSource, Database, SourceMap]]:
    """Make the package's database with its people; skip where its packages cannot be had."""
    url = new_url(request.param)
    run = subprocess.run(
        [sys.executable, str(BUILD), name],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "DATABASE": url},
    )
    if run.returncode == NOT_INSTALLED:
        pytest.skip(f"the packages of {name} cannot be installed here")
    assert run.returncode == 0, run.stderr[-2000:]
    read = parse((EXAMPLES / name / "map.yaml").read_text(encoding="utf-8"))
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    yield SqlSource(url, read), Database(name=name, engine=engine), read
    engine.dispose()


def _others(rows: Rows, ids: Mapping[str, frozenset[int]]) -> Mapping[str, list[str]]:
    """Return all rows but those, in an order of their own."""
    return {
        table: sorted(
            repr(sorted(row.items())) for row in held if row.get("id") not in ids.get(table, ())
        )
        for table, held in rows.items()
    }


def _words(rows: Rows, ids: Mapping[str, frozenset[int]]) -> frozenset[str]:
    """Return every text that stands in those rows and in no other row of the database."""
    own: set[str] = set()
    foreign: set[str] = set()
    for table, held in rows.items():
        for row in held:
            said = {value for value in row.values() if isinstance(value, str) and value}
            (own if row.get("id") in ids.get(table, ()) else foreign).update(said)
    return frozenset(word for word in own - foreign if len(word) > 1)


def _standing(rows: Rows, words: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Return the columns, of all there are, in which one of the words stands."""
    long = [word for word in words if len(word) >= SHORTEST]
    return frozenset(
        (table, column)
        for table, held in rows.items()
        for row in held
        for column, value in row.items()
        if str(value) in words or any(word in str(value) for word in long)
    )


def _kept(read: SourceMap) -> frozenset[tuple[str, str]]:
    """Return the columns that the map keeps for a reason."""
    return frozenset(
        (table.name, column.name)
        for table in read.tables.values()
        for column in table.columns
        if ColumnFate.KEEP is column.fate or table.fate is RowFate.KEEP
    )


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.promise("A1", "A17", "A23", "A24")
@pytest.mark.parametrize("name", ["oscar", "appointment"])
def test_every_kind_of_request_is_right_in_a_real_database(
    made: tuple[SqlSource, Database, SourceMap],
) -> None:
    """Found, copied, corrected and erased is what is theirs; all else is as it was, row by row."""
    source, database, read = made
    people = database.some()
    assert len(people) == 3
    sought = [one.sought() for one in people]
    before, ids = database.everything(), database.ids_of(people)
    words = _words(before, ids)
    names = {key: table.name for key, table in read.tables.items()}

    found = {names[each.table]: each.found for each in source.find(sought) if each.found}
    assert found == {table: len(rows) for table, rows in ids.items() if rows}

    copied = {
        value
        for row in source.copy(sought)
        for value in row.values.values()
        if isinstance(value, str)
    }
    strangers = {
        table: frozenset(row["id"] for row in before[table]) - rows for table, rows in ids.items()
    }
    assert not copied & _words(before, strangers)
    known = {str(row["email"]) for row in before["auth_user"] if row["id"] in ids["auth_user"]}
    assert len(known) == 3
    assert known <= copied

    with pytest.raises(CannotRestrict):
        source.restrict(sought)
    assert database.everything() == before

    corrected = Correction(table="auth_user", column="first_name", value="نورة")
    assert source.correct(sought[0], [corrected]) == 1
    changed = [row for row in database.everything()["auth_user"] if row["first_name"] == "نورة"]
    assert [row["id"] for row in changed] == [people[0].account]
    assert _others(database.everything(), ids) == _others(before, ids)

    done = source.erase(sought)
    assert done.read_back > 0
    after = database.everything()
    assert _standing(after, words | {"نورة"}) <= _kept(read)
    assert _others(after, ids) == _others(before, ids)
    gone = {names[each.table]: each.deleted for each in done.tables}
    assert all(len(before[table]) - len(after[table]) == gone.get(table, 0) for table in before)
    assert source.left(sought) == ()

    assert [each.found for each in source.find(sought) if each.table == "auth_user"] in ([], [0])
    source.erase(sought)
    assert database.everything() == after
