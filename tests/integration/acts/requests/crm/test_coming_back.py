"""Who was erased and stands in a source again is found, and shown without a value."""

import shutil
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from carried import carry_all

from amana.acts.act import OPERATOR
from amana.acts.coming_back.judge import erase_again, judge_anew, list_back
from amana.acts.doors.persons import PersonsDoor
from amana.acts.holding.holds import lift_hold
from amana.acts.persons.identify import GivenIdentifier, Identifying
from amana.acts.probes.erased import PROBE
from amana.acts.probes.errors import Unseen
from amana.acts.probes.probe import Given, ProbeRun, run_probe
from amana.acts.probes.wire import Wire
from amana.acts.requests.parts import retry_part
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import open_source
from amana.domain.evidence.proof import State as Proved
from amana.domain.person.identifiers import IdentifierKind
from amana.settings import Settings
from amana.storage.errors import NotFound

if TYPE_CHECKING:
    from tests.integration.acts.requests.crm.conftest import Crm

OPEN = open_source(Settings())
STAYS = """\
amana: 1
service: {service}
source: crm
tables:
  customer:
    erase: change
    person: {{own: id}}
    columns: {{email: {{is: email, type: email, erase: clear}}}}
  ticket:
    erase: delete
    via: {{customer: {{table: customer, on: {{customer_id: id}}}}}}
    plain: [text]
  visit: {{erase: delete, person: {{own: customer_id}}, plain: [page]}}
"""


def _look(crm: "Crm") -> ProbeRun:
    house = crm.house
    given = Given(
        sites=lambda _: (), folders=lambda: (), values=lambda _: {}, wire=Wire(), open_source=OPEN
    )
    return run_probe(house.storage, house.service, PROBE, given)


def _back(crm: "Crm") -> tuple[UUID, ...]:
    with crm.house.storage.reading(crm.house.service) as view:
        return tuple(each.id for each in list_back(view))


def _places(run: ProbeRun) -> list[str]:
    assert run.looked is not None
    return [fault.place for fault in run.looked.faults]


@pytest.mark.promise("A1", "A23")
def test_a_source_restored_from_its_own_backup_is_found_and_erased_again(crm: "Crm") -> None:
    """By the keyed hash alone: nobody here knows any more who they were."""
    kept = crm.folder / "backup.db"
    shutil.copyfile(crm.file, kept)
    crm.erase()
    clean = _look(crm)
    assert clean.looked is not None
    assert (clean.looked.faults, bool(clean.looked.kept)) == ((), True)
    shutil.copyfile(kept, crm.file)
    found = _look(crm)
    assert _places(found) == ["crm customer", "crm visit"]
    assert found.looked is not None
    assert "p@x.example" not in str(found.looked)
    promises: Any = found.looked.broken
    assert promises
    for promise in promises:
        assert crm.house.standing(promise) is Proved.BROKEN
    again, _ = _back(crm)
    erase_again(crm.house.storage, crm.house.service, OPEN, again, actor=OPERATOR)
    assert (crm.left("customer"), crm.left("ticket"), crm.left("visit")) == (["q"], ["q"], ["q"])
    assert _back(crm) == ()
    assert _places(_look(crm)) == []


def test_what_a_person_judged_to_have_come_anew_counts_no_more(crm: "Crm") -> None:
    """It is shown for a person to judge, once; what was erased again and comes back counts anew."""
    crm.erase()
    crm.run("insert into visit (customer_id, page) values ('P', 'home')")
    assert _places(_look(crm)) == ["crm visit"]
    (back,) = _back(crm)
    crm.do(judge_anew, back)
    assert (_back(crm), _places(_look(crm))) == ((), [])
    with pytest.raises(NotFound):
        crm.do(judge_anew, back)
    with pytest.raises(NotFound):
        erase_again(crm.house.storage, crm.house.service, OPEN, back, actor=OPERATOR)


def test_before_anybody_was_erased_there_is_nothing_to_look_for(crm: "Crm") -> None:
    """That says nothing of the promise, neither for nor against it."""
    assert _look(crm).unseen is Unseen.NO_SOURCES


def test_what_a_hold_keeps_did_not_come_back_and_is_not_erased_again(crm: "Crm") -> None:
    """A lawful keep breaks no promise; beside it only what really came back is found."""
    hold = crm.hold(source="crm", table="ticket")
    crm.erase()
    assert (crm.left("customer"), crm.left("visit")) == (["p", "q"], ["q"])
    assert _places(_look(crm)) == []
    crm.do(lift_hold, hold, reason="Case closed")
    assert _places(_look(crm)) == []
    carry_all(crm.house.storage, crm.house.service, OPEN)
    assert crm.left("customer") == ["q"]
    crm.run("insert into customer values ('p', 'p@x.example')")
    assert _places(_look(crm)) == ["crm customer"]
    (back,) = _back(crm)
    crm.hold(None, source="crm", category="email")
    assert erase_again(crm.house.storage, crm.house.service, OPEN, back, actor=OPERATOR) == 0
    assert (crm.left("customer"), _back(crm)) == (["p", "q"], (back,))
    assert _places(_look(crm)) == []


def test_the_number_of_a_row_that_stays_did_not_come_back(crm: "Crm") -> None:
    """The map lets the row stay without what names the person: its key is what it stands by."""
    house = crm.house
    added = crm.do(add_source, OPEN, GivenSource(text=STAYS.format(service=house.service)))
    approve(house.storage, house.service, OPEN, "crm", added.version, actor=OPERATOR)
    crm.erase()
    assert crm.run("select id, email from customer order by id")[0] == ("p", None)
    looked = _look(crm).looked
    assert looked is not None
    assert (looked.faults, bool(looked.kept)) == ((), True)
    crm.run("insert into visit (customer_id, page) values ('P', 'home')")
    assert _places(_look(crm)) == ["crm visit"]


def test_who_is_still_waited_for_did_not_come_back(crm: "Crm") -> None:
    """A source that fails has them still: that is said by the request, and by nothing else."""
    crm.run("alter table visit rename to visits")
    crm.erase()
    crm.run("alter table visits rename to visit")
    assert crm.left("visit") == ["p", "q"]
    assert _places(_look(crm)) == []
    assert _back(crm) == ()


def test_who_came_anew_under_the_same_address_is_not_erased_by_it(crm: "Crm") -> None:
    """The source was away; meanwhile the address is somebody else's, and finds only them."""
    house = crm.house
    text = STAYS.replace("person: {{own: id}}", "person: {{own: id, email: email}}")
    text = text.replace("erase: change", "erase: delete").replace(", erase: clear", "")
    added = crm.do(add_source, OPEN, GivenSource(text=text.format(service=house.service)))
    approve(house.storage, house.service, OPEN, "crm", added.version, actor=OPERATOR)
    _known_by(house, "p", "p@x.example")
    crm.run("alter table visit rename to visits")
    request = crm.erase()
    crm.run("alter table visits rename to visit")
    assert crm.left("customer") == ["p", "q"]
    house.meet("r")
    _known_by(house, "r", "p@x.example")
    crm.run("insert into customer values ('r', 'p@x.example')")
    crm.do(retry_part, request, "crm")
    carry_all(house.storage, house.service, OPEN)
    assert crm.left("customer") == ["q", "r"]


def _known_by(house: Any, person: str, value: str) -> None:  # noqa: ANN401 - the fixture's
    PersonsDoor(house.storage).identify(
        house.service,
        Identifying(
            person=person,
            identifiers=(GivenIdentifier(kind=IdentifierKind.EMAIL, value=value),),
            occasion="registration",
            purposes=frozenset({"orders"}),
        ),
    )


def test_what_was_judged_anew_takes_no_room_from_what_was_not(crm: "Crm") -> None:
    """It is left out before the cut, not behind it."""
    with crm.house.storage.work(crm.house.service) as work:
        looks = sorted(work.erased_looks.look("own", each) for each in ("one", "two", "three"))
        found = [("crm", "visit", each) for each in looks]
        assert work.erased_looks.found(found[:2], most=2) == {("crm", "visit")}
        work.transaction.end(commit=True)
    for back in _back(crm):
        crm.do(judge_anew, back)
    with crm.house.storage.work(crm.house.service) as work:
        assert work.erased_looks.found(found, most=1) == {("crm", "visit")}
        assert [each.look for each in work.erased_looks.back()] == [looks[2]]


def test_a_number_that_came_back_is_known_however_it_is_written(crm: "Crm") -> None:
    """By its digits and its country; another's is another."""
    with crm.house.storage.reading(crm.house.service) as view:
        known = view.erased_looks.look("phone", "+97455129999")
        for written in ("+974 5512 9999", "00974-5512-9999", " (+974) 5512.9999 "):
            assert view.erased_looks.look("phone", written) == known
        assert view.erased_looks.look("phone", "+97455129990") != known
