"""An erasure after which somebody still stands in a source is not done; nor is one unseen."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from carried import carry_all

from amana.acts.act import OPERATOR
from amana.acts.certifying.hand_out import NotCertifiedYet, certificate_of_request
from amana.acts.doors.persons import PersonsDoor
from amana.acts.persons.identify import GivenIdentifier, Identifying
from amana.acts.requests.parts import give_up_part, retry_part
from amana.acts.requests.progress import Progress, progress_json, progress_of
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import open_source
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.request.carrying import PartState
from amana.domain.request.states import State
from amana.settings import Settings
from amana.sources.errors import MapUnfit
from amana.storage.errors import NotFound

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
    {triggers}person: {{own: id, email: email}}
    fold: [email]
    columns: {{email: {{is: email, type: email}}}}
  referral:
    erase: {fate}
    person: {{email: email}}
    columns:
      email: {{is: email, type: email{reason}}}
      referred: {{is: email, type: email{reason}}}
"""


def _mapped(crm: "Crm", fate: str = "delete", reason: str = "", triggers: str = "") -> None:
    given = GivenSource(
        text=MAP.format(service=crm.house.service, fate=fate, reason=reason, triggers=triggers),
        way=f"sqlite:///{crm.file}",
    )
    added = crm.do(add_source, OPEN, given)
    approve(crm.house.storage, crm.house.service, OPEN, "crm", added.version, actor=OPERATOR)


def _brought(crm: "Crm") -> UUID:
    """Erase who brought somebody in, and was brought in by another; return the request."""
    crm.run("create table referral (email text, referred text, primary key (email, referred))")
    for pair in (("p@x.example", "q@x.example"), ("q@x.example", "P@x.example")):
        crm.run("insert into referral values (?, ?)", *pair)
    _mapped(crm)
    known = GivenIdentifier(kind=IdentifierKind.EMAIL, value="p@x.example")
    crm.house.meet("p")
    PersonsDoor(crm.house.storage).identify(
        crm.house.service,
        Identifying(
            person="p",
            identifiers=(known,),
            occasion="registration",
            purposes=frozenset({"orders"}),
        ),
    )
    return crm.erase()


def _progress(crm: "Crm", request: UUID) -> Progress:
    with crm.house.storage.reading(crm.house.service) as view:
        return progress_of(view, request)


def _again(crm: "Crm", request: UUID) -> None:
    crm.do(retry_part, request, "crm")
    carry_all(crm.house.storage, crm.house.service, OPEN)


@pytest.mark.promise("A23", "A27")
def test_an_address_in_a_row_of_another_holds_the_request_up(crm: "Crm") -> None:
    """What was to go is gone; the part names the table, and waits for somebody at once."""
    request = _brought(crm)
    assert crm.run("select email, referred from referral") == [("q@x.example", "P@x.example")]
    assert crm.left("customer") == ["q"]
    how_far = _progress(crm, request)
    (part,) = how_far.parts
    assert (part.state, part.fault) == (PartState.FAILED, "source.still_there")
    assert how_far.needs_somebody
    assert how_far.row.state is State.WAITING_FOR_SOURCES
    shown: Any = progress_json(how_far)
    assert shown["parts"][0]["counts"] == (
        {"table": "customer", "deleted": 1},
        {"table": "referral", "deleted": 1, "left": 1},
    )


@pytest.mark.promise("A23", "A27")
def test_nothing_is_certified_while_the_person_stands_somewhere(crm: "Crm") -> None:
    """Neither while it waits, nor once somebody said that it is not to be done."""
    request = _brought(crm)
    crm.certified()
    with crm.house.storage.reading(crm.house.service) as view, pytest.raises(NotCertifiedYet):
        certificate_of_request(view, request)
    crm.do(give_up_part, request, "crm")
    assert crm.house.row(request).state is State.PARTLY_DONE
    crm.certified()
    with (
        crm.house.storage.reading(crm.house.service) as view,
        pytest.raises((NotCertifiedYet, NotFound)),
    ):
        certificate_of_request(view, request)


@pytest.mark.promise("A27")
def test_once_it_is_mended_there_it_is_done_and_all_is_counted(crm: "Crm") -> None:
    """The certificate says what both passes did."""
    request = _brought(crm)
    _again(crm, request)
    assert _progress(crm, request).parts[0].state is PartState.FAILED
    crm.run("update referral set referred = 'x' where email = 'q@x.example'")
    _again(crm, request)
    assert crm.house.row(request).state is State.DONE
    crm.certified()
    with crm.house.storage.reading(crm.house.service) as view:
        stated: Any = certificate_of_request(view, request).statement
    tables = {each["table"]: each for each in stated["places"][1]["tables"]}
    assert (tables["customer"]["deleted"], tables["referral"]["deleted"]) == (1, 1)


@pytest.mark.promise("A27")
def test_what_the_map_keeps_for_a_reason_stands_rightly(crm: "Crm") -> None:
    """Approved with a reason, the column no longer holds the request up."""
    request = _brought(crm)
    _mapped(crm, "change", ", erase: keep, reason: who brought whom in")
    _again(crm, request)
    assert _progress(crm, request).parts[0].state is PartState.DONE
    assert crm.house.row(request).state in {State.DONE, State.PARTLY_DONE}


def test_a_map_is_not_approved_before_its_triggers_are_named(crm: "Crm") -> None:
    """A map in force goes on; the next one has to say that somebody read them."""
    crm.run("create table referral (email text, referred text, primary key (email, referred))")
    crm.run("create table log (who text)")
    crm.run(
        "create trigger keep_copy before delete on customer"
        " begin insert into log values (old.email); end"
    )
    with pytest.raises(MapUnfit) as refused:
        _mapped(crm)
    (wrong,) = refused.value.misfits
    assert (wrong.code, wrong.fields["name"]) == ("source.trigger_unread", "keep_copy")
    _mapped(crm, triggers="triggers: [keep_copy]\n    ")
    crm.erase()
    assert crm.left("customer") == ["q"]
