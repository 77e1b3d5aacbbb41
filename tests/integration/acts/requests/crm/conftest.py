"""A service whose customers stand in a database beside it."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from carried import carry_all

from amana.acts.act import OPERATOR, Act
from amana.acts.certifying.certify import certify_what_is_done
from amana.acts.certifying.elsewhere import elsewhere
from amana.acts.holding.holds import put_hold
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import open_source
from amana.domain.source.holding import HeldScope
from amana.domain.vocabulary.requests import RequestKind
from amana.settings import Settings
from amana.storage.ledger import Sequencer

OPEN = open_source(Settings())
MAP = """\
amana: 1
service: {service}
source: crm
tables:
  customer:
    erase: delete
    person: {{own: id}}
    columns: {{email: {{is: email, type: email}}}}
  ticket:
    erase: delete
    via: {{customer: {{table: customer, on: {{customer_id: id}}}}}}
    plain: [text]
  visit:
    erase: delete
    person: {{own: customer_id}}
    plain: [page]
"""


class Crm:
    """A database with a customer, a ticket and a visit of each, registered with its map."""

    def __init__(self, house: Any, folder: Path) -> None:  # noqa: ANN401 - the fixture's
        """Make the file and register it."""
        self.house, self.folder = house, folder
        self.file = folder / "crm.db"
        self.run("create table customer (id text primary key, email text)")
        self.run("create table ticket (id integer primary key, customer_id text, text text)")
        self.run("create table visit (id integer primary key, customer_id text, page text)")
        for person in ("p", "q"):
            self.run("insert into customer values (?, ?)", person, f"{person}@x.example")
            self.run("insert into ticket (customer_id, text) values (?, 'help')", person)
            self.run("insert into visit (customer_id, page) values (?, 'home')", person)
        given = GivenSource(text=MAP.format(service=house.service), way=f"sqlite:///{self.file}")
        added = self.do(add_source, OPEN, given)
        approve(house.storage, house.service, OPEN, "crm", added.version, actor=OPERATOR)
        self.sequencer = Sequencer(
            house.storage, folder=folder / "ledger", origin_of="log.example/{}".format
        )

    def run(self, statement: str, *values: object) -> list[Any]:
        """Run a statement in the source."""
        with closing(sqlite3.connect(self.file)) as opened, opened:
            return opened.execute(statement, values).fetchall()

    def do(self, act: Any, *given: Any, **more: Any) -> Any:  # noqa: ANN401 - any act
        """Do an act as the operator."""
        with self.house.storage.work(self.house.service) as work:
            return act(Act(actor=OPERATOR, work=work), *given, **more)

    def hold(self, person: str | None = "p", **scope: Any) -> UUID:  # noqa: ANN401 - what holds take
        """Put a hold, to be looked at again in thirty days."""
        with self.house.storage.reading(self.house.service) as view:
            again_on = view.now.date() + timedelta(days=30)
        request = scope.pop("request", None)
        held = HeldScope(reason="Case 12", again_on=again_on, **scope)
        found: UUID = self.do(put_hold, held, person=person, request=request)
        return found

    def erase(self, person: str = "p") -> UUID:
        """Carry an erasure out, as far as it goes."""
        house = self.house
        request: UUID = house.ask(RequestKind.ERASURE, proven=True, person=person).request
        who = self.do(begin, request)
        carry_out_erasure(house.storage, house.service, request, person=who, actor=OPERATOR)
        carry_all(house.storage, house.service, OPEN)
        return request

    def left(self, table: str) -> list[str]:
        """Return whose rows are left in a table."""
        column = "id" if table == "customer" else "customer_id"
        return [row[0] for row in self.run(f"select {column} from {table} order by 1")]  # noqa: S608 - the test's own words

    def certified(self) -> int:
        """Certify what is done, with the ledger up to date before and after."""
        self.sequencer.catch_up(self.house.service)
        made = certify_what_is_done(self.house.storage, self.house.service, elsewhere=elsewhere)
        self.sequencer.catch_up(self.house.service)
        return made


@pytest.fixture
def crm(house: Any, tmp_path: Path) -> Crm:  # noqa: ANN401 - the fixture's
    """Give a service whose customers stand in a database beside it."""
    return Crm(house, tmp_path)
