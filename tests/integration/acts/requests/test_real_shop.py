"""Requests of people of real shops: received, planned, and carried through the shop's database."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
import sqlalchemy as sa
from carried import carry_all

from amana.acts.act import OPERATOR, Act
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.parts import parts_of
from amana.acts.requests.plan import plan_request
from amana.acts.requests.sought import SourceCorrection, note_corrections
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import open_source
from amana.domain.proposal.kinds import KINDS
from amana.domain.request.carrying import PartState
from amana.domain.request.states import State
from amana.domain.source.parse import parse
from amana.domain.vocabulary.requests import RequestKind
from amana.settings import Settings

EXAMPLES: Final = Path(__file__).parents[4] / "examples"
NOT_INSTALLED: Final = 3
OPEN: Final = open_source(Settings())
POLICY: Final = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
{data}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [{every}], from: person, at: [registration], for: [orders]}}
  A23: {{right: [erasure, rectification]}}
"""
CLIENTS: Final = {
    "oscar": "select user_id from order_order where user_id is not null",
    "appointment": "select client_id from appointment_appointment",
}


def _made(name: str, file: Path) -> str:
    """Make the package's database, or skip where its packages cannot be had."""
    file.touch()
    url = f"sqlite:///{file}"
    line = [sys.executable, str(EXAMPLES / "real_schemas" / "build.py"), name]
    told = {**os.environ, "DATABASE": url}
    run = subprocess.run(line, capture_output=True, text=True, check=False, env=told)
    if run.returncode == NOT_INSTALLED:
        pytest.skip(f"the packages of {name} cannot be installed here")
    assert run.returncode == 0, run.stderr[-2000:]
    return url


def _registered(house: Any, name: str, url: str) -> None:  # noqa: ANN401 - the fixture's
    """Promise what the database holds, register it with its reviewed map, and approve that."""
    text = (EXAMPLES / name / "map.yaml").read_text(encoding="utf-8")
    text = text.replace(f"service: {name}\n", f"service: {house.service}\n")
    held = sorted(
        {column.category for table in parse(text).tables.values() for column in table.columns}
    )
    source = POLICY.format(
        service=house.service,
        data="\n".join(f'  {each}: {{is: "{KINDS[each].dpv}"}}' for each in held),
        every=", ".join(held),
    )
    with house.storage.work(house.service) as work:
        given = Publication(source=source, texts={}, material=False, reason="a shop")
        publish_policy(Act(actor=OPERATOR, work=work), given)
    with house.storage.work(house.service) as work:
        added = add_source(Act(actor=OPERATOR, work=work), OPEN, GivenSource(text=text, way=url))
    approve(house.storage, house.service, OPEN, name, added.version, actor=OPERATOR)


def _carried(house: Any, request: UUID) -> State:  # noqa: ANN401 - the same
    """Carry a request out, as staff and workers would, and say where it stands."""
    with house.storage.work(house.service) as work:
        person = begin(Act(actor=OPERATOR, work=work), request)
    if person is not None:
        carry_out_erasure(house.storage, house.service, request, person=person, actor=OPERATOR)
    carry_all(house.storage, house.service, OPEN)
    state: State = house.row(request).state
    return state


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.promise("A23")
@pytest.mark.parametrize("name", sorted(CLIENTS))
def test_people_of_a_real_shop_are_corrected_and_erased_by_their_requests(
    name: str,
    house: Any,  # noqa: ANN401 - the fixture's
    tmp_path: Path,
) -> None:
    """The plan says what is theirs; what is done is what it said; the answer says what stays."""
    url = _made(name, tmp_path / "shop.db")
    shop = sa.create_engine(url)

    def asked(query: str) -> list[Any]:
        with shop.connect() as connection:
            return list(connection.execute(sa.text(query)))

    number = asked(f"{CLIENTS[name]} limit 1")[0][0]
    people = len(asked("select id from auth_user"))
    before = asked(f"select * from auth_user where id <> {number} order by id")  # noqa: S608 - a number
    person = str(number)
    house.meet(person)
    _registered(house, name, url)

    correction = house.ask(RequestKind.CORRECTION, proven=True, person=person).request
    new = SourceCorrection(source=name, table="auth_user", column="first_name", value="نورة")
    with house.storage.work(house.service) as work:
        act = Act(actor=OPERATOR, work=work)
        note_corrections(act, correction, [new])
    assert _carried(house, correction) is State.DONE
    assert asked("select id from auth_user where first_name = 'نورة'") == [(number,)]

    erasure = house.ask(RequestKind.ERASURE, proven=True, person=person).request
    (planned,) = plan_request(house.storage, house.service, erasure, OPEN, actor=OPERATOR)
    assert planned.fault is None
    counts = {each.table: each.found for each in planned.tables}
    assert counts["auth_user"] == 1
    assert _carried(house, erasure) is State.PARTLY_DONE
    with house.storage.reading(house.service) as view:
        (part,) = parts_of(view, erasure)
    assert (part.state, part.read_back > 0) == (PartState.DONE, True)
    assert {each["until"] for each in part.kept if each["until"]} == {"P10Y"}
    assert len(asked("select id from auth_user")) == people - 1
    assert asked("select * from auth_user order by id") == before
    assert asked("select id from auth_user where first_name = 'نورة'") == []
    shop.dispose()
