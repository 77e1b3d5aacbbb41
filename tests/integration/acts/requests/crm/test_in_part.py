"""An erasure in part takes the categories that it names out of a source, and nothing else."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from carried import carry_all

from amana.acts.act import OPERATOR
from amana.acts.certifying.hand_out import certificate_of_request
from amana.acts.requests.carry_out import begin
from amana.acts.requests.errors import CategoriesMissing, UnknownChoice
from amana.acts.requests.plan import plan_request
from amana.acts.requests.sought import note_categories
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import open_source
from amana.domain.request.carrying import PartState
from amana.domain.request.states import State
from amana.domain.vocabulary.requests import RequestKind
from amana.settings import Settings

if TYPE_CHECKING:
    from tests.integration.acts.requests.crm.conftest import Crm

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
  invoice:
    erase: keep
    reason: tax law
    until: P10Y
    person: {{own: customer_id}}
    columns: {{email: {{is: email, type: email}}}}
  address_book:
    erase: delete
    person: {{own: customer_id}}
    columns: {{email: {{is: email, type: email}}}}
  visit:
    erase: delete
    person: {{own: customer_id}}
    plain: [page]
"""


def _asked(crm: "Crm") -> UUID:
    found: UUID = crm.house.ask(RequestKind.PART_ERASURE, proven=True).request
    return found


def _mapped(crm: "Crm") -> None:
    """Let the source have invoices that are kept, and a book of addresses alone."""
    for table in ("invoice", "address_book"):
        crm.run(f"create table {table} (id integer primary key, customer_id text, email text)")
        for person in ("p", "q"):
            crm.run(
                f"insert into {table} (customer_id, email) values (?, ?)",  # noqa: S608 - the test's own words
                person,
                f"{person}@x.example",
            )
    given = GivenSource(text=MAP.format(service=crm.house.service), way=f"sqlite:///{crm.file}")
    added = crm.do(add_source, OPEN, given)
    approve(crm.house.storage, crm.house.service, OPEN, "crm", added.version, actor=OPERATOR)


def _erased(crm: "Crm") -> UUID:
    request = _asked(crm)
    crm.do(note_categories, request, ["email"])
    crm.do(begin, request)
    carry_all(crm.house.storage, crm.house.service, OPEN)
    return request


@pytest.mark.promise("A29", "A23")
def test_only_what_was_named_goes_and_what_stays_says_why(crm: "Crm") -> None:
    """A row that others lead to loses the column, one of addresses alone goes, the rest stays."""
    _mapped(crm)
    request = _erased(crm)
    assert crm.run("select id, email from customer order by id") == [
        ("p", None),
        ("q", "q@x.example"),
    ]
    assert [crm.left(each) for each in ("ticket", "visit", "invoice", "address_book")] == [
        ["p", "q"],
        ["p", "q"],
        ["p", "q"],
        ["q"],
    ]
    assert crm.house.row(request).state is State.PARTLY_DONE
    with crm.house.storage.reading(crm.house.service) as view:
        (part,) = view.parts.of(request)
    assert [(each["table"], each["reason"], each["until"]) for each in part.kept] == [
        ("invoice", "tax law", "P10Y")
    ]


@pytest.mark.promise("A29")
def test_the_certificate_names_the_categories_and_what_stays(crm: "Crm") -> None:
    """The person is still here, so that their key stays; places and tables are named."""
    _mapped(crm)
    request = _erased(crm)
    assert crm.certified() == 1
    with crm.house.storage.reading(crm.house.service) as view:
        stated: Any = certificate_of_request(view, request).statement
    assert stated["categories"] == ("email",)
    assert stated["key"]["deleted"] is False
    assert [each["place"] for each in stated["places"]] == ["own-records", "crm"]
    assert [(each["table"], each["reason"]) for each in stated["kept"]] == [("invoice", "tax law")]


def test_the_plan_says_what_the_erasure_in_part_does(crm: "Crm") -> None:
    """Tables in which nothing of the categories stands are not in it."""
    _mapped(crm)
    request = _asked(crm)
    crm.do(note_categories, request, ["email"])
    house = crm.house
    (plan,) = plan_request(house.storage, house.service, request, OPEN, actor=OPERATOR)
    assert {each.table: each.fate.value for each in plan.tables} == {
        "customer": "change",
        "invoice": "keep",
        "address_book": "delete",
    }


def test_what_is_to_be_erased_is_said_before_it_begins(crm: "Crm") -> None:
    """Without a category it neither plans nor begins; one that nothing knows is refused."""
    request = _asked(crm)
    with pytest.raises(CategoriesMissing):
        crm.do(begin, request)
    for wrong in ([], ["unheard_of"]):
        with pytest.raises(UnknownChoice):
            crm.do(note_categories, request, wrong)


@pytest.mark.promise("A29")
def test_an_erasure_in_part_whose_categories_are_lost_erases_nothing(crm: "Crm") -> None:
    """The part has failed, and says why; the source is not asked for all that it holds."""
    _mapped(crm)
    request = _asked(crm)
    crm.do(note_categories, request, ["email"])
    crm.do(begin, request)
    house = crm.house
    with house.storage.work(house.service) as work:
        (said,) = work.parts.sought([request]).values()
        assert isinstance(said, Mapping)
        work.parts.put_sought(request, {**said, "categories": ()})
        work.over()
    carry_all(house.storage, house.service, OPEN)
    with house.storage.reading(house.service) as view:
        (part,) = view.parts.of(request)
    assert (part.state, part.fault) == (PartState.FAILED, "requests.categories_missing")
    assert crm.left("address_book") == ["p", "q"]
