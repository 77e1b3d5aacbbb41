"""A legal hold keeps what it names, and an erasure goes as far as it allows and says so."""

from typing import TYPE_CHECKING, Any

import pytest
from carried import carry_all

from amana.acts.certifying.hand_out import NotCertifiedYet, certificate_of_request
from amana.acts.holding.errors import HoldUnfit, UnderHold
from amana.acts.holding.holds import lift_hold, list_holds
from amana.acts.requests.parts import give_up_part, retry_part
from amana.acts.requests.sought import wanted_of
from amana.acts.sources.errors import NameReserved
from amana.acts.sources.registry import GivenSource, add_source
from amana.assembly.sources import open_source
from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.certificate.check import check_certificate
from amana.domain.certificate.document import write_certificate
from amana.domain.certificate.statement import OWN
from amana.domain.ledger.note import parse_key
from amana.domain.ledger.succession import KeyChain
from amana.domain.request.states import State, WrongStep
from amana.settings import Settings
from amana.storage.errors import NotFound, PersonErased
from amana.storage.ledger import check_signature

if TYPE_CHECKING:
    from tests.integration.acts.requests.crm.conftest import Crm

OPEN = open_source(Settings())
MAP = """\
amana: 1
service: {service}
source: crm
tables:
  customer: {{erase: delete, person: {{own: id}}, plain: [email]}}
"""


@pytest.mark.promise("A24", "A29", "A23")
def test_an_erasure_goes_as_far_as_the_hold_allows_and_the_certificate_says_so(crm: "Crm") -> None:
    """The held table stays, and what its rows lead to; the rest goes, of this person alone."""
    hold = crm.hold(source="crm", table="ticket")
    request = crm.erase()
    assert crm.house.row(request).state is State.PARTLY_DONE
    assert crm.left("ticket") == ["p", "q"]
    assert crm.left("customer") == ["p", "q"]
    assert crm.left("visit") == ["q"]
    assert crm.certified() == 1
    with crm.house.storage.reading(crm.house.service) as view:
        data = write_certificate(certificate_of_request(view, request))
    key = crm.sequencer.public_folder(crm.house.service).path / "key"
    chain = KeyChain(keys=(parse_key(key.read_text(encoding="utf-8").strip()),))
    verdict = check_certificate(data, keys=chain, check=check_signature)
    assert verdict.faults == ()
    kept: Any = verdict.statement["kept"]
    assert {each["table"] for each in kept} == {"ticket", "customer"}
    places: Any = verdict.statement["places"]
    assert (places[0]["looks"], places[1]["looks"] > 0) == (None, True)
    assert all(str(hold) in each["reason"] for each in kept)
    assert b"Case 12" not in data
    with crm.house.storage.reading(crm.house.service) as view:
        assert [each.reason for each in list_holds(view)] == ["Case 12"]
        assert "Case 12" not in str(view.parts.of(request))
    crm.house.meet("q")
    other = crm.erase("q")
    assert crm.house.row(other).state is State.DONE
    assert crm.left("ticket") == ["p"]


@pytest.mark.promise("A24")
def test_a_hold_on_our_own_records_refuses_with_its_day_and_no_longer_than_it_lasts(
    crm: "Crm",
) -> None:
    """Nothing is begun under it; lifted with a reason, the erasure goes through."""
    hold = crm.hold()
    with pytest.raises(UnderHold) as caught:
        crm.erase()
    assert caught.value.fields["hold"] == str(hold)
    assert crm.left("customer") == ["p", "q"]
    crm.do(lift_hold, hold, reason="Case closed")
    with pytest.raises(NotFound):
        crm.do(lift_hold, hold, reason="Case closed")
    with crm.house.storage.reading(crm.house.service) as view:
        assert list_holds(view) == ()
        assert [each.id for each in list_holds(view, every=True)] == [hold]


@pytest.mark.promise("A24")
def test_a_hold_on_a_category_keeps_it_of_everybody(crm: "Crm") -> None:
    """It names no person; a table without that category is erased."""
    crm.hold(None, category="email", source="crm")
    request = crm.erase()
    assert crm.house.row(request).state is State.PARTLY_DONE
    assert (crm.left("customer"), crm.left("ticket"), crm.left("visit")) == (
        ["p", "q"],
        ["q"],
        ["q"],
    )


@pytest.mark.promise("A23", "A24")
def test_what_a_hold_kept_is_erased_once_it_is_lifted_and_certified_anew(crm: "Crm") -> None:
    """By what the person is known stays as long as the hold; then the request's key is gone."""
    hold = crm.hold(source="crm", table="ticket")
    request = crm.erase()
    assert crm.certified() == 1
    with crm.house.storage.reading(crm.house.service) as view:
        before = view.certificates.of_request(request)
        assert view.parts.sought_over(limit=9) == ()
    assert crm.do(lift_hold, hold, reason="Case closed") == 1
    assert carry_all(crm.house.storage, crm.house.service, OPEN) == 1
    assert (crm.left("ticket"), crm.left("customer")) == (["q"], ["q"])
    with crm.house.storage.reading(crm.house.service) as view:
        assert wanted_of(view, [request]) == {}
    assert (crm.certified(), crm.certified()) == (1, 0)
    with crm.house.storage.reading(crm.house.service) as view:
        after = view.certificates.of_request(request)
        data = write_certificate(certificate_of_request(view, request))
    assert {before.entry, *before.names} < set(after.names)
    key = crm.sequencer.public_folder(crm.house.service).path / "key"
    chain = KeyChain(keys=(parse_key(key.read_text(encoding="utf-8").strip()),))
    verdict = check_certificate(data, keys=chain, check=check_signature)
    assert (verdict.faults, verdict.statement["kept"]) == ((), ())
    places: Any = verdict.statement["places"]
    deleted = {each["table"]: each["deleted"] for each in places[1]["tables"]}
    assert deleted == {"visit": 1, "ticket": 1, "customer": 1}


@pytest.mark.promise("A23", "A24")
@pytest.mark.parametrize(
    ("table", "said"), [("ticket", "; looks: "), (None, "nothing was to be erased there")]
)
def test_a_certificate_says_how_often_a_place_was_looked_at(
    crm: "Crm", capsys: pytest.CaptureFixture[str], table: str | None, said: str
) -> None:
    """Where all was held there was nothing to look for: that is no proof that nothing is left."""
    crm.hold(source="crm", table=table)
    request = crm.erase()
    assert crm.certified() == 1
    with crm.house.storage.reading(crm.house.service) as view:
        data = write_certificate(certificate_of_request(view, request))
    file = crm.folder / "certificate.json"
    file.write_bytes(data)
    place = str(crm.sequencer.public_folder(crm.house.service).path)
    assert run(["verify", "--certificate", str(file), place]) == Exit.OK
    told = capsys.readouterr().out
    assert said in told
    assert ("crm: looked at again" in told) == (table is not None)


@pytest.mark.promise("A24")
def test_a_hold_on_a_request_keeps_what_waits_in_a_source_when_the_person_is_gone(
    crm: "Crm",
) -> None:
    """Nothing of them is left here, and the source was away: the rows there are still held."""
    crm.run("alter table visit rename to away")
    request = crm.erase()
    with pytest.raises(PersonErased):
        crm.hold(source="crm", table="ticket")
    hold = crm.hold(None, request=request, source="crm", table="ticket")
    crm.run("alter table away rename to visit")
    crm.do(retry_part, request, "crm")
    carry_all(crm.house.storage, crm.house.service, OPEN)
    assert crm.house.row(request).state is State.PARTLY_DONE
    assert (crm.left("ticket"), crm.left("visit")) == (["p", "q"], ["q"])
    crm.house.meet("q")
    assert crm.house.row(crm.erase("q")).state is State.DONE
    assert crm.do(lift_hold, hold, reason="Case closed") == 1
    carry_all(crm.house.storage, crm.house.service, OPEN)
    assert crm.left("ticket") == []
    with pytest.raises(WrongStep):
        crm.hold(None, request=request, source="crm")


@pytest.mark.promise("A23")
def test_what_was_given_up_is_never_certified(crm: "Crm") -> None:
    """A source that could not be asked, and was given up, leaves the request done in part."""
    crm.run("drop table visit")
    request = crm.erase()
    assert crm.house.row(request).state is State.WAITING_FOR_SOURCES
    crm.do(give_up_part, request, "crm")
    assert crm.house.row(request).state is State.PARTLY_DONE
    assert crm.certified() == 0
    with crm.house.storage.reading(crm.house.service) as view:
        assert view.certificates.open(limit=10) == ()
    with (
        crm.house.storage.reading(crm.house.service) as view,
        pytest.raises(NotCertifiedYet),
    ):
        certificate_of_request(view, request)


@pytest.mark.parametrize(
    ("person", "scope"),
    [
        (None, {}),
        ("p", {"table": "ticket"}),
        ("p", {"source": OWN, "table": "ticket"}),
        ("p", {"source": "shop"}),
        ("p", {"source": "crm", "table": "tikcet"}),
        (None, {"category": "emial"}),
        (None, {"category": "x" * 101}),
    ],
)
def test_a_hold_names_what_it_keeps(crm: "Crm", person: str | None, scope: dict[str, str]) -> None:
    """One about nothing, or about what is not known here, would keep nothing: it is refused."""
    with pytest.raises(HoldUnfit):
        crm.hold(person, **scope)


@pytest.mark.parametrize("name", [OWN, "amana"])
def test_no_source_is_called_as_our_own_records_are(crm: "Crm", name: str) -> None:
    """In certificates and copies nobody could tell them apart."""
    text = MAP.format(service=crm.house.service).replace("source: crm", f"source: {name}")
    given = GivenSource(text=text, way=f"sqlite:///{crm.file}")
    with pytest.raises(NameReserved):
        crm.do(add_source, OPEN, given)
