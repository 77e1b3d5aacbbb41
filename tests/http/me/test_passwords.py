"""Passwords where a service wants them: set, checked and changed; never kept as they are."""

import unicodedata
from typing import TYPE_CHECKING

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.domain.key_scope import Ability, KeyScope
from amana.values.password import UnusablePassword, usable

if TYPE_CHECKING:
    from tests.http.me.conftest import House

GOOD = "seven green lamps by the sea"
OTHER = "nine old doors in the wall"


@pytest.fixture
def program(house: "House") -> httpx.Client:
    """Return the service's program, whose key says who people are and no more."""
    with house.storage.work(house.service) as work:
        scope = KeyScope(abilities=frozenset({Ability.IDENTITY}))
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="sign-in", scope=scope))
    client = house.browse()
    client.headers["authorization"] = f"Bearer {key}"
    return client


def _ask(program: httpx.Client, what: str, **body: str) -> httpx.Response:
    return program.post(f"/v1/passwords/{what}", json=body)


def _sign_in(house: "House", password: str, address: str = "") -> httpx.Response:
    return house.browse().post(
        f"/{house.service}/me/sign-in/password",
        params={"lang": "en"},
        data={"address": address or house.email, "password": password},
    )


@pytest.mark.promise("C8")
def test_a_service_keeps_its_peoples_passwords_with_us(
    house: "House", program: httpx.Client
) -> None:
    """Set, checked, changed and removed by its program; each stands in the person's history."""
    person = house.person
    assert _ask(program, "set", person=person, password=GOOD).json() == {"right": True}
    assert _ask(program, "check", person=person, password=GOOD).json() == {"right": True}
    assert _ask(program, "check", person=person, password=OTHER).json() == {"right": False}
    assert _ask(program, "change", person=person, old=OTHER, new=OTHER).json() == {"right": False}
    assert _ask(program, "change", person=person, old=GOOD, new=OTHER).json() == {"right": True}
    assert _ask(program, "check", person=person, password=GOOD).json() == {"right": False}
    assert _ask(program, "remove", person=person).json() == {"right": True}
    assert _ask(program, "check", person=person, password=OTHER).json() == {"right": False}
    told = house.acts()
    assert told.count(("prove-identity", "refused")) == 4
    assert {"set-password", "remove-password"} <= {each for each, _ in told}


@pytest.mark.promise("C8")
def test_only_argon2id_stands_in_the_database(house: "House", program: httpx.Client) -> None:
    """Salted: the same password of two people is two rows that have nothing in common."""
    for person in (house.person, "customer-8"):
        _ask(program, "set", person=person, password=GOOD)
    with house.storage.administration() as connection:
        rows = connection.execute(
            "select hash from amana.person_password where service = %s", [house.service]
        ).fetchall()
    first, second = (row["hash"] for row in rows)
    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert first.rpartition("$")[2] != second.rpartition("$")[2]


@pytest.mark.promise("C8", "K19")
@pytest.mark.parametrize(
    "weak",
    ["short", "Password123!", "qwertyuiop12", "aaaaaaaaaaaaaaaaaaaa", "1234567890", "p@ssw0rd2024"],
)
def test_a_password_that_others_try_first_is_refused(
    house: "House", program: httpx.Client, weak: str
) -> None:
    """Short, common, along the keyboard or repeated; the answer does not repeat it."""
    answer = _ask(program, "set", person=house.person, password=weak)
    assert (answer.status_code, answer.json()["code"]) == (422, "password.unusable")
    assert weak not in answer.text.replace("shorter", "")
    with pytest.raises(UnusablePassword):
        usable("x" * 201)


def test_one_password_is_the_same_however_it_is_typed(
    house: "House", program: httpx.Client
) -> None:
    """Composed or not, with whichever space: the same signs (RFC 8265)."""
    typed = "قصيدة عن بحر وسفينة ونجمة é"
    _ask(program, "set", person=house.person, password=typed)
    other = unicodedata.normalize("NFD", typed).replace(" ", "\u00a0")
    assert _ask(program, "check", person=house.person, password=other).json() == {"right": True}


@pytest.mark.promise("C8", "W12")
def test_a_person_signs_in_by_a_password(house: "House", program: httpx.Client) -> None:
    """A wrong one, and an address that is nobody's, get the same answer."""
    _ask(program, "set", person=house.person, password=GOOD)
    assert "password" in house.browse().get(f"/{house.service}/me/sign-in").text
    wrong = _sign_in(house, OTHER)
    nobody = _sign_in(house, GOOD, "nobody@people.example")
    assert (wrong.status_code, nobody.status_code) == (403, 403)
    shown = [
        each.text.replace(address, "")
        for each, address in ((wrong, house.email), (nobody, "nobody@people.example"))
    ]
    assert shown[0] == shown[1]
    assert GOOD not in nobody.text
    answer = _sign_in(house, GOOD)
    assert answer.headers["location"] == f"/{house.service}/me?lang=en"


@pytest.mark.promise("C8", "W13")
def test_who_changes_a_password_ends_all_other_sessions(
    house: "House", program: httpx.Client
) -> None:
    """The old one is asked for; who does not show it changes nothing."""
    _ask(program, "set", person=house.person, password=GOOD)
    own, other = house.enter(), house.enter()
    where = f"/{house.service}/me/password"
    page = own.get(where).text
    assert 'autocomplete="current-password"' in page
    token = page.partition('name="form_token" value="')[2].partition('"')[0]
    wrong = own.post(where, data={"form_token": token, "old": OTHER, "new": OTHER})
    assert wrong.status_code == 403
    weak = own.post(where, data={"form_token": token, "old": GOOD, "new": "Password123!"})
    assert weak.status_code == 422
    assert own.post(where, data={"old": GOOD, "new": OTHER}).status_code == 403
    assert house.browse().get(where).status_code == 303
    done = own.post(where, data={"form_token": token, "old": GOOD, "new": OTHER})
    assert done.status_code == 303
    assert own.get(where).status_code == 200
    assert other.get(where).status_code == 303
    assert _ask(program, "check", person=house.person, password=OTHER).json() == {"right": True}


def test_a_key_without_the_ability_sets_no_password(house: "House") -> None:
    """Nor does it hand anybody over, or hear whether a password is right."""
    with house.storage.work(house.service) as work:
        scope = KeyScope(abilities=frozenset({Ability.PERSONS}))
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="other", scope=scope))
    client = house.browse()
    client.headers["authorization"] = f"Bearer {key}"
    bodies = {
        "passwords/set": {"person": "p", "password": GOOD},
        "passwords/check": {"person": "p", "password": GOOD},
        "passwords/change": {"person": "p", "old": GOOD, "new": OTHER},
        "passwords/remove": {"person": "p"},
        "hand-overs": {"person": "p"},
    }
    for path, body in bodies.items():
        refused = client.post(f"/v1/{path}", json=body)
        assert refused.json()["code"] == "key.lacks_ability", path
    client.headers.pop("authorization")
    assert {client.post(f"/v1/{path}", json=body).status_code for path, body in bodies.items()} == {
        401
    }
