"""People prove an address by a one-time code; nobody learns by that who is known."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import httpx
import pytest

from amana.acts.identity.codes import CodeLetter
from amana.domain.person.identifiers import IdentifierKind

if TYPE_CHECKING:
    from tests.http.me.conftest import House

Post = Callable[[], list[CodeLetter]]
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def _ask(house: "House", browser: httpx.Client, address: str = "") -> httpx.Response:
    where = f"/{house.service}/me/sign-in"
    return browser.post(where, params={"lang": "en"}, data={"address": address or house.email})


def _enter(house: "House", browser: httpx.Client, code: str) -> httpx.Response:
    where = f"/{house.service}/me/sign-in/code"
    return browser.post(where, params={"lang": "en"}, data={"code": code})


def _code(letters: list[CodeLetter]) -> str:
    (letter,) = letters
    (code,) = re.findall(r"\d{6,}", letter.text)
    return str(code)


def _other(code: str) -> str:
    return f"{(int(code) + 1) % 10 ** len(code):0{len(code)}d}"


@pytest.mark.promise("K12", "W12")
@pytest.mark.parametrize("typed", ["as it is", "Arabic-Indic", "Persian", "with spaces"])
def test_a_code_signs_in_whichever_digits_are_typed(house: "House", post: Post, typed: str) -> None:
    """Six digits; its address is verified by that, and both stand in the person's history."""
    browser = house.browse()
    assert _ask(house, browser).headers["location"] == f"/{house.service}/me/sign-in/code?lang=en"
    code = _code(post())
    written = {
        "as it is": code,
        "Arabic-Indic": code.translate(ARABIC_INDIC),
        "Persian": code.translate(PERSIAN),
        "with spaces": f" {code[:3]} {code[3:]}",
    }[typed]
    assert len(code) == 6
    answer = _enter(house, browser, written)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{house.service}/me?lang=en")
    assert browser.get(f"/{house.service}/me/sessions").status_code == 200
    assert {each for each, _ in house.acts()} >= {"sign-in", "verify-identifier"}
    with house.storage.reading(house.service) as view:
        (held,) = view.identifiers.of(view.persons.group(house.person))
    assert held.verified_by == "code-by-mail"


@pytest.mark.promise("K12")
def test_the_answer_is_the_same_for_nobodys_address(house: "House", post: Post) -> None:
    """No code goes out; page, cookies and the answer to any code tell nothing."""
    known, unknown = house.browse(), house.browse()
    answers = [_ask(house, known), _ask(house, unknown, "nobody@people.example")]
    told = [(each.status_code, each.headers["location"], each.text) for each in answers]
    assert told[0] == told[1]
    assert [each.address for each in post()] == [house.email]
    said = [_enter(house, each, "000000") for each in (known, unknown)]
    assert [each.status_code for each in said] == [403, 403]
    assert said[0].text == said[1].text
    assert not any("people.example" in each.text for each in (*answers, *said))


@pytest.mark.promise("K12")
def test_a_code_is_tried_five_times_and_used_once(house: "House", post: Post) -> None:
    """After five wrong ones the right one is refused too; each wrong one is on the ledger."""
    browser = house.browse()
    _ask(house, browser)
    code = _code(post())
    for _ in range(5):
        assert _enter(house, browser, _other(code)).status_code == 403
    assert _enter(house, browser, code).status_code == 403
    assert house.acts()[:5] == [("prove-identity", "refused")] * 5
    again = house.browse()
    _ask(house, again)
    code = _code(post())
    other = house.browse()
    other.cookies.update(dict(again.cookies))
    assert _enter(house, again, code).status_code == 303
    assert _enter(house, other, code).status_code == 403


@pytest.mark.promise("K12")
def test_a_code_counts_only_in_the_browser_that_asked(house: "House", post: Post) -> None:
    """Whoever reads the code over a shoulder has another browser."""
    browser, other = house.browse(), house.browse()
    _ask(house, browser)
    code = _code(post())
    _ask(house, other, "nobody@people.example")
    assert _enter(house, other, code).status_code == 403
    assert _enter(house, house.browse(), code).status_code == 403
    assert _enter(house, browser, code).status_code == 303


@pytest.mark.promise("K12", "W12")
def test_a_person_whom_somebody_guesses_at_is_shut_for_a_while(house: "House", post: Post) -> None:
    """Fifteen wrong ones within an hour, over any number of codes: none is right then."""
    for _ in range(3):
        browser = house.browse()
        _ask(house, browser)
        code = _code(post())
        for _ in range(5):
            _enter(house, browser, _other(code))
    last = house.browse()
    _ask(house, last)
    assert _enter(house, last, _code(post())).status_code == 403


@pytest.mark.promise("K12")
def test_an_address_gets_few_codes_an_hour(house: "House", post: Post) -> None:
    """The sixth is refused, for known and unknown addresses alike, and says when to come again."""
    for address in (house.email, f"un.{house.email}"):
        found = [_ask(house, house.browse(), address).status_code for _ in range(6)]
        assert found == [303] * 5 + [429], address
    assert len(post()) == 5


@pytest.mark.promise("K12")
def test_nothing_that_is_stored_shows_the_code(house: "House", post: Post) -> None:
    """A keyed hash bound to its row, and the address sealed."""
    browser = house.browse()
    _ask(house, browser)
    code = _code(post())
    with house.storage.administration() as connection:
        rows = connection.execute(
            "select row_to_json(c)::text as it from amana.one_time_code c where service = %s",
            [house.service],
        ).fetchall()
    assert len(rows) == 1
    held = rows[0]["it"]
    assert code not in held
    assert house.email not in held
    assert house.email.encode().hex() not in held


def test_an_address_that_two_people_share_gets_no_code(house: "House", post: Post) -> None:
    """It would say that somebody is one of them, not which; once one verified it, it is theirs."""
    house.know("customer-8", house.email)
    _ask(house, house.browse())
    assert post() == []
    house.verify("customer-8", house.email)
    browser = house.browse()
    _ask(house, browser)
    assert _enter(house, browser, _code(post())).status_code == 303
    assert house.acts("customer-8")[0][0] in {"sign-in", "verify-identifier"}


def test_what_is_no_address_is_said_to_be_none(house: "House", post: Post) -> None:
    """The page keeps what was typed; nothing is asked for."""
    answer = _ask(house, house.browse(), "noor@@people")
    assert answer.status_code == 422
    assert 'value="noor@@people"' in answer.text
    assert post() == []


def test_a_form_of_another_site_asks_for_nothing(house: "House", post: Post) -> None:
    """Nobody floods a mailbox, or signs a browser in, from elsewhere."""
    browser = house.browse()
    browser.headers["origin"] = "https://elsewhere.example"
    assert _ask(house, browser).status_code == 403
    assert _enter(house, browser, "000000").status_code == 403
    assert post() == []


def test_a_code_goes_to_a_phone_too(house: "House", post: Post) -> None:
    """Written as it is dialled; the words fit one message."""
    house.know(house.person, "+97455123456", IdentifierKind.PHONE)
    browser = house.browse()
    _ask(house, browser, "+974 5512 3456")
    (letter,) = post()
    assert letter.kind is IdentifierKind.PHONE
    assert len(letter.text) <= 160
    assert _enter(house, browser, _code([letter])).status_code == 303


def test_a_service_that_is_not_there_has_no_entrance(house: "House") -> None:
    """An unknown service is not found, for a page as for a form."""
    browser = house.browse()
    assert browser.get("/no-such-service/me/sign-in").status_code == 404
    assert browser.get("/no-such-service/me/sessions").status_code == 303


@pytest.mark.parametrize("part", ["choices", "history", ""])
def test_who_opens_a_page_signs_in_and_comes_back_to_it(
    house: "House", post: Post, part: str
) -> None:
    """By the name of the part alone; the next sign-in leads to the beginning again."""
    browser = house.browse()
    page = f"/{house.service}/me" + (f"/{part}" if part else "")
    led = browser.get(page, params={"lang": "en"})
    entrance = f"/{house.service}/me/sign-in?lang=en"
    assert (led.status_code, led.headers["location"]) == (303, entrance)
    _ask(house, browser)
    answer = _enter(house, browser, _code(post()))
    assert answer.headers["location"] == f"{page}?lang=en"
    assert browser.get(page).status_code == 200
    _ask(house, browser)
    answer = _enter(house, browser, _code(post()))
    assert answer.headers["location"] == f"/{house.service}/me?lang=en"


@pytest.mark.parametrize("way", ["//elsewhere.example", "..//elsewhere.example", "choices/../x"])
def test_nobody_is_led_elsewhere_after_signing_in(house: "House", post: Post, way: str) -> None:
    """A cookie that names no part of the centre, and an address that is none, are forgotten."""
    browser = house.browse()
    browser.get(f"/{house.service}/me/sessions", params={"next": f"https:{way}"})
    browser.cookies.set(f"amana-back-{house.service}", way, path=f"/{house.service}/me/sign-in")
    _ask(house, browser)
    answer = _enter(house, browser, _code(post()))
    assert answer.headers["location"] in {
        f"/{house.service}/me?lang=en",
        f"/{house.service}/me/sessions?lang=en",
    }


def test_a_session_that_is_nobodys_is_taken_back_and_counted(house: "House") -> None:
    """Its browser is led to the entrance, without what it showed."""
    browser = house.browse()
    name = f"amana-me-{house.service}"
    answer = browser.get(f"/{house.service}/me", headers={"cookie": f"{name}={'x' * 43}"})
    assert answer.status_code == 303
    assert f'{name}=""' in answer.headers["set-cookie"]
