"""The light client over records, against the real server."""

from collections.abc import Iterator

import httpx
import pytest

from amana.sdk import Amana, AmanaRejected, NewRecord, RefusedByPolicy, asks


@pytest.fixture
def amana(shop_key: dict[str, str], real_site: str) -> Iterator[Amana]:
    """Return the client of a fresh service with a policy and a map in force."""
    with Amana(real_site, shop_key["authorization"].removeprefix("Bearer ")) as client:
        yield client


def _sign_up(amana: Amana, person: str = "p-1") -> None:
    values = {"name": "Layla", "email": "layla@example.com", "address": "Zone 1"}
    amana.records.collect(
        person, "profile", values, key=person, purposes=["orders"], at="registration"
    ).require()


def test_values_are_used_as_long_as_they_are_needed(amana: Amana) -> None:
    """As a context manager, by the person's own record."""
    _sign_up(amana)
    with amana.using("p-1", "profile", purpose="orders", fields=["address"]) as record:
        assert record.text("address") == "Zone 1"
        assert record.text("email") == ""
        assert record.version == 1
        assert record.masked == ()
    assert "Zone 1" not in repr(record)


def test_nothing_runs_where_values_may_not_be_used(amana: Amana) -> None:
    """Neither a block nor a function."""
    _sign_up(amana)
    ran = []

    @asks(lambda person: amana.records.use(type="profile", key=person, purposes=["news"]))
    def send_news(person: str) -> None:
        ran.append(person)

    with pytest.raises(RefusedByPolicy):
        send_news("p-1")
    with pytest.raises(RefusedByPolicy), amana.using("p-1", "profile", purpose="news"):
        ran.append("in the block")
    assert ran == []


def test_a_correction_keeps_what_was_there(amana: Amana) -> None:
    """The list tells both, each with its origin."""
    _sign_up(amana)
    done = amana.records.correct(
        "p-1",
        {"address": "Zone 2", "email": None},
        seen=1,
        type="profile",
        key="p-1",
        origin="person",
    ).require()
    assert done.version == 2
    (record,) = amana.records.of("p-1")
    address = record.fields["address"]
    assert address.now is not None
    assert (address.now.value, address.earlier[0].value) == ("Zone 2", "Zone 1")
    assert record.fields["email"].now is None


def test_what_is_refused_stores_nothing(amana: Amana) -> None:
    """The answer says why, and has no record."""
    taken = amana.records.collect(
        "p-1", "profile", {"name": "Layla"}, key="p-1", purposes=["news"], at="visit"
    )
    assert taken.record is None
    with pytest.raises(RefusedByPolicy):
        taken.require()
    assert list(amana.records.of("p-1")) == []


def test_values_of_which_nothing_is_stored_are_taken_all_the_same(amana: Amana) -> None:
    """The answer is a yes without a record, and names what was left out."""
    taken = amana.records.collect(
        "p-1", "review", {"said": "good"}, purposes=["orders"], at="registration"
    ).require()
    assert (taken.record, taken.version, taken.left_out) == (None, None, ("said",))
    assert list(amana.records.of("p-1")) == []


def test_a_record_read_without_a_reason_is_refused(amana: Amana) -> None:
    """The values stay where they are."""
    _sign_up(amana)
    seen = amana.records.read(
        type="profile", key="p-1", purposes=["orders"], staff="s-1", reason=""
    )
    assert not seen.answer.permitted
    assert seen.values == {}


def test_many_records_come_in_and_are_walked_page_by_page(amana: Amana) -> None:
    """More than one batch, more than one page; each record with its own result."""
    coming = (NewRecord(person="p-1", values={"said": f"n {each}"}) for each in range(501))
    wrong = NewRecord(person="p-1", values={"shoe": "38"})
    terms = {"purposes": ["orders"], "at": "registration"}
    *taken, last = amana.records.take_in("note", (*coming, wrong), **terms)  # type: ignore[arg-type]  # told apart by name
    assert [each.line for each in taken] == list(range(1, 502))
    assert all(each.record for each in taken)
    assert (last.line, last.record, last.code) == (502, None, "record.undeclared_field")
    assert len(list(amana.records.of("p-1"))) == 501


def test_an_import_whose_terms_are_wrong_is_rejected(amana: Amana) -> None:
    """By the code of the problem."""
    with pytest.raises(AmanaRejected) as raised:
        list(
            amana.records.take_in(
                "shoes", [NewRecord(person="p", values={"a": 1})], purposes=["orders"]
            )
        )
    assert raised.value.fields["problem"] == "record.undeclared_type"


def test_an_act_whose_answer_was_lost_is_done_once(
    shop_key: dict[str, str], real_site: str
) -> None:
    """The network takes the first answer; the second is that of the first act."""

    class Lossy(httpx.HTTPTransport):
        """A network that loses the first answer."""

        lost = 0

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            """Let the request through, and the answer only from the second on."""
            answer = super().handle_request(request)
            if not Lossy.lost:
                Lossy.lost = len(answer.read())
                answer.close()
                msg = "lost"
                raise httpx.ReadError(msg)
            return answer

    key = shop_key["authorization"].removeprefix("Bearer ")
    with Amana(real_site, key, transport=Lossy()) as client:
        _sign_up(client)
        assert Lossy.lost
        assert len(list(client.records.of("p-1"))) == 1
