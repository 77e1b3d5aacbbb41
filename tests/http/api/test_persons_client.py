"""The client's words about persons, against the server itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.sdk import Amana, AmanaRejected, Identifier, RefusedByPolicy

if TYPE_CHECKING:
    from tests.http.api.conftest import Api

EMAIL, NEW = "amal@house.example", "amal.new@house.example"


@pytest.fixture
def client(whole_api: "Api") -> Iterator[Amana]:
    """Open a client; its service collects e-mail, and uses none."""
    with Amana(whole_api.url, whole_api.key) as opened:
        yield opened


def test_a_program_says_who_its_persons_are(client: Amana, tmp_path: Path) -> None:
    """From the first address to the last, each with its entry."""
    persons, own = client.persons, tmp_path.name
    one, two, firm = f"{own}-one", f"{own}-two", f"{own}-firm"
    given = [Identifier(kind="email", value=EMAIL)]
    assert persons.identify(one, given, at="registration", purposes=["orders"]).permitted
    entries = [
        persons.verify(one, "email", EMAIL, by="code"),
        persons.merge(one, two),
        persons.join_visitor(f"{own}-visitor", one),
        persons.declare_countries(one, ["QA"]),
        persons.declare_born_in(one, 1990),
        persons.declare_age(one, at_least=18, yes=True, origin="automatic"),
        persons.declare_kind(firm, "business"),
        persons.tie(one, firm, role="staff"),
    ]
    assert one in persons.find("email", EMAIL)
    known = persons.show(two)
    assert known.ids == (one, two, f"{own}-visitor")
    assert (known.countries, known.kind, known.businesses) == (("QA",), "natural", (firm,))
    entries += [
        persons.untie(one, firm, role="staff"),
        persons.split(two, one),
        persons.split(f"{own}-visitor"),
        persons.drop(one, "email", EMAIL),
        persons.suppress("email", NEW, why="opted_out"),
    ]
    assert persons.suppressed("email", NEW) == ("opted_out",)
    entries.append(persons.lift("email", NEW, why="opted_out"))
    assert persons.suppressed("email", NEW) == ()
    assert len(set(entries)) == len(entries)


def test_addresses_come_by_promise(client: Amana, tmp_path: Path) -> None:
    """A refusal raises as it does for every use; what is not there is rejected."""
    person = f"{tmp_path.name}-one"
    with pytest.raises(RefusedByPolicy):
        client.persons.addresses(person, "email", purpose="orders")
    with pytest.raises(AmanaRejected) as rejected:
        client.persons.drop(person, "email", EMAIL)
    assert rejected.value.fields["problem"] == "persons.not_theirs"


def test_an_address_shows_itself_in_no_text(client: Amana) -> None:
    """Neither the identifier nor the client repeats it."""
    assert EMAIL not in repr(Identifier(kind="email", value=EMAIL, replaces=EMAIL))
    assert EMAIL not in repr(client.persons)
