"""An address that was typed at a provider's confirm form, proven later from one's own centre."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from amana.acts.identity.codes import CodeLetter
from amana.domain.person.identifiers import IdentifierKind, Why

if TYPE_CHECKING:
    from tests.http.me.conftest import House
    from tests.http.me.providers.conftest import Provider

Post = Callable[[], list[CodeLetter]]
_HIDDEN = r'name="{}" value="([^"]+)"'


def _come(home: "House", browser: httpx.Client, provider: "Provider", theirs: str) -> None:
    """Sign in at the provider, which says no address, and type one."""
    provider.profile.pop("email")
    where = f"/{home.service}/me/sign-in/with/gate"
    answer = provider.authorize(browser.post(where).headers["location"])
    browser.get(f"{where}/back", params=answer)
    browser.post(f"/{home.service}/me/sign-in/confirm", data={"email": theirs})


def _hidden(page: str, name: str) -> str:
    found = re.search(_HIDDEN.format(name), page)
    assert found is not None
    return found.group(1)


def _ask(home: "House", browser: httpx.Client, address: str) -> httpx.Response:
    where = f"/{home.service}/me/address"
    token = _hidden(browser.get(where).text, "form_token")
    return browser.post(where, data={"form_token": token, "address": address})


def _enter(home: "House", browser: httpx.Client, page: str, code: str) -> httpx.Response:
    where = f"/{home.service}/me/address/code"
    shown = {"form_token": _hidden(page, "form_token"), "ticket": _hidden(page, "ticket")}
    return browser.post(where, data={**shown, "code": code})


def _code(letters: list[CodeLetter]) -> str:
    (letter,) = letters
    (code,) = re.findall(r"\d{6,}", letter.text)
    return str(code)


def _known(home: "House", address: str) -> list[bool]:
    """Return of each who has the address whether it was verified."""
    with home.storage.reading(home.service) as view:
        return [
            held.verified_at is not None
            for key in view.identifiers.whose(IdentifierKind.EMAIL, address)
            for held in view.identifiers.of((key,))
            if held.value == address
        ]


@pytest.mark.promise("K10", "W12")
def test_a_typed_address_counts_once_it_is_proven(
    home: "House", browser: httpx.Client, provider: "Provider", post: Post
) -> None:
    """Until then nobody is known by it, and nothing but the code is sent to it."""
    theirs = str(provider.profile["email"])
    _come(home, browser, provider, theirs)
    assert (post(), _known(home, theirs)) == ([], [])
    page = _ask(home, browser, theirs)
    letters = post()
    assert (page.status_code, [each.address for each in letters]) == (200, [theirs])
    assert _known(home, theirs) == []
    wrong = _enter(home, browser, page.text, "000000000")
    assert (wrong.status_code, _known(home, theirs)) == (403, [])
    done = _enter(home, browser, wrong.text, _code(letters))
    assert done.headers["location"].startswith(f"/{home.service}/me/held")
    assert _known(home, theirs) == [True]
    again = home.browse()
    again.post(f"/{home.service}/me/sign-in", data={"address": theirs})
    again.post(f"/{home.service}/me/sign-in/code", data={"code": _code(post())})
    assert theirs in again.get(f"/{home.service}/me/held").text


@pytest.mark.promise("K12", "W12")
def test_a_code_of_one_is_no_code_of_another(home: "House", post: Post) -> None:
    """Nor does one that proves an address sign in, though its ticket were at the entrance."""
    mine, other = home.enter(), home.enter("customer-9")
    page = _ask(home, mine, "new@people.example").text
    theirs = _ask(home, other, "else@people.example")
    code = next(_code([each]) for each in post() if each.address == "new@people.example")
    ticket = _hidden(page, "ticket")
    shown = {"form_token": _hidden(theirs.text, "form_token"), "ticket": ticket, "code": code}
    assert other.post(f"/{home.service}/me/address/code", data=shown).status_code == 403
    stranger = home.browse()
    stranger.cookies.set(f"amana-code-{home.service}", ticket)
    entered = stranger.post(f"/{home.service}/me/sign-in/code", data={"code": code})
    assert entered.status_code == 403
    assert _known(home, "new@people.example") == []
    assert _enter(home, mine, page, code).status_code == 303
    assert _known(home, "new@people.example") == [True]


@pytest.mark.promise("W12")
def test_proving_an_address_is_no_proof_of_who_one_is(home: "House", post: Post) -> None:
    """Whoever found an open session shows nothing by an own address; an old one asks nothing."""
    browser = home.enter()
    page = _ask(home, browser, "new@people.example").text
    assert _enter(home, browser, page, _code(post())).status_code == 303
    assert ("prove-identity", "done") not in home.acts()
    with home.storage.administration() as connection:
        connection.execute(
            "update amana.person_session set created_at = created_at - %s where service = %s",
            [timedelta(minutes=20), home.service],
        )
        connection.commit()
    assert _ask(home, browser, "newer@people.example").status_code == 403
    assert post() == []


def test_who_asked_to_be_left_alone_gets_no_code(home: "House", post: Post) -> None:
    """The answer is the same."""
    with home.storage.work(home.service) as work:
        work.suppression.add(IdentifierKind.EMAIL, "quiet@people.example", Why.ASKED)
        work.over()
    page = _ask(home, home.enter(), "quiet@people.example")
    assert (page.status_code, post()) == (200, [])
    assert "ticket" in page.text


def test_an_address_that_is_none_is_refused(home: "House", post: Post) -> None:
    """And one from another site's form, and of who is not signed in."""
    browser = home.enter()
    assert _ask(home, browser, "no address").status_code == 422
    where = f"/{home.service}/me/address"
    assert browser.post(where, data={"address": "a@people.example"}).status_code == 403
    assert browser.post(f"{where}/code", data={"code": "123456"}).status_code == 403
    assert home.browse().get(where).status_code == 303
    assert post() == []
