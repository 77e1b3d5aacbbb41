"""Signing in at a provider: shown first, then taken over; forged words refused."""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.persons import PersonsDoor
from amana.acts.erase import erase
from amana.acts.persons.identify import GivenIdentifier, Identifying
from amana.acts.records.list_records import list_records
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.collecting import Origin

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.http.me.conftest import House
    from tests.http.me.providers.conftest import Provider

    from amana.acts.identity.codes import CodeLetter


def leave(home: "House", browser: httpx.Client, name: str = "gate") -> str:
    """Go to the provider; return the address there."""
    away = browser.post(f"/{home.service}/me/sign-in/with/{name}", params={"lang": "en"})
    assert away.status_code == 303, away.text
    return away.headers["location"]


def come(
    home: "House", browser: httpx.Client, provider: "Provider", name: str = "gate"
) -> httpx.Response:
    """Go to the provider and come back."""
    answer = provider.authorize(leave(home, browser, name))
    return browser.get(f"/{home.service}/me/sign-in/with/{name}/back", params=answer)


def confirm(home: "House", browser: httpx.Client, **added: str) -> httpx.Response:
    """Agree to what is shown."""
    return browser.post(f"/{home.service}/me/sign-in/confirm", params={"lang": "en"}, data=added)


def _person(home: "House", kind: IdentifierKind, value: str) -> str:
    with home.storage.reading(home.service) as view:
        found = view.identifiers.whose(kind, value)
        (own,) = view.identifiers.own_ids(found).values()
    return own


@pytest.mark.promise("K10")
def test_what_a_provider_says_is_shown_and_taken_over_only_once_confirmed(
    home: "House", browser: httpx.Client, provider: "Provider"
) -> None:
    """Name, e-mail and photo, with the provider as their source; what it did not say is asked."""
    back = come(home, browser, provider)
    assert back.headers["location"] == f"/{home.service}/me/sign-in/confirm?lang=en"
    page = browser.get(back.headers["location"]).text
    for name in ("name", "email", "picture"):
        assert provider.profile[name] in page
    assert 'name="phone"' in page
    with home.storage.reading(home.service) as view:
        assert not view.identifiers.whose(IdentifierKind.EMAIL, provider.profile["email"])
    assert browser.get(f"/{home.service}/me/sessions").status_code == 303
    assert confirm(home, browser, phone="+97455123456").status_code == 303
    assert browser.get(f"/{home.service}/me/sessions").status_code == 200
    person = _person(home, IdentifierKind.EMAIL, provider.profile["email"])
    with home.storage.reading(home.service) as view:
        (held,) = view.identifiers.of(view.persons.group(person))
    assert (held.origin.value, held.source) == ("third-party", "gate")
    assert (held.verified_by, held.came.occasion) == ("provider", "provider_sign_in")
    with home.storage.work(home.service) as work:
        (record,) = list_records(Act(actor=OPERATOR, work=work), person=person).records
    now = {name: each.now for name, each in record.fields.items() if each.now is not None}
    assert now["full_name"].value == provider.profile["name"]
    assert (now["photo"].origin, now["photo"].source) == ("third-party", "gate")
    done = [each for each, outcome in home.acts(person) if outcome == "done"]
    assert {"collect", "tie-provider", "sign-in"} <= set(done)
    assert "K10" in {promise for each in _promises(home, person) for promise in each}


def _promises(home: "House", person: str) -> list[tuple[str, ...]]:
    with home.storage.reading(home.service) as view:
        return [each.promises for each in view.people.acts(person)]


@pytest.mark.promise("K10")
def test_whoever_does_not_agree_leaves_nothing_behind(
    home: "House", browser: httpx.Client, provider: "Provider"
) -> None:
    """No identifier, no record, no session; what was said stands sealed for ten minutes."""
    come(home, browser, provider)
    with home.storage.administration() as connection:
        rows = connection.execute(
            "select row_to_json(w)::text as it from amana.provider_word w where service = %s",
            [home.service],
        ).fetchall()
        tied = connection.execute(
            "select 1 from amana.person_subject where service = %s", [home.service]
        ).fetchall()
    assert not tied
    assert len(rows) == 1
    assert provider.profile["email"].encode().hex() not in rows[0]["it"]
    with home.storage.reading(home.service) as view:
        assert not view.identifiers.whose(IdentifierKind.EMAIL, provider.profile["email"])


@pytest.mark.promise("K10", "K12")
def test_the_second_time_the_subject_counts(
    home: "House", browser: httpx.Client, provider: "Provider"
) -> None:
    """Nothing is shown or taken over again, whatever address the provider names now."""
    come(home, browser, provider)
    confirm(home, browser)
    person = _person(home, IdentifierKind.EMAIL, provider.profile["email"])
    provider.profile |= {"email": "another@people.example"}
    browser.cookies.clear()
    assert come(home, browser, provider).headers["location"] == f"/{home.service}/me?lang=en"
    assert home.acts(person)[0] == ("sign-in", "done")
    with home.storage.reading(home.service) as view:
        assert not view.identifiers.whose(IdentifierKind.EMAIL, "another@people.example")


@pytest.mark.parametrize("verified", [True, False])
def test_only_a_verified_address_leads_to_an_account_that_is_there(
    home: "House", browser: httpx.Client, provider: "Provider", *, verified: bool
) -> None:
    """Who only says that an address is theirs does not come into another's account."""
    provider.profile |= {"email": home.email, "email_verified": verified}
    come(home, browser, provider)
    confirm(home, browser)
    signed_in = any(each == "sign-in" for each, _ in home.acts())
    assert signed_in is verified


@pytest.mark.promise("W12")
@pytest.mark.parametrize("said", ["typed", "unverified"])
def test_nobody_prepares_an_account_for_the_address_of_somebody_else(
    home: "House",
    browser: httpx.Client,
    provider: "Provider",
    post: "Callable[[], list[CodeLetter]]",
    said: str,
) -> None:
    """An address that is typed, or not verified, is nobody's: its owner alone gets codes for it."""
    theirs = provider.profile.pop("email")
    if said == "unverified":
        provider.profile |= {"email": theirs, "email_verified": False}
    come(home, browser, provider)
    confirm(home, browser, **({"email": theirs} if said == "typed" else {}))
    assert browser.get(f"/{home.service}/me/sessions").status_code == 200
    post()
    where = f"/{home.service}/me/sign-in"
    home.browse().post(where, data={"address": theirs})
    assert post() == []
    home.know("customer-9", theirs)
    home.browse().post(where, data={"address": theirs})
    assert [each.person for each in post()] == ["customer-9"]


@pytest.mark.promise("W12")
def test_what_others_say_of_an_address_counts_once_it_is_shown(
    home: "House", post: "Callable[[], list[CodeLetter]]"
) -> None:
    """One that came from a third party gets no code until it was verified, and shares nothing."""
    theirs = "Layla.Lone@people.example"
    said = Identifying(
        person="stranger-1",
        identifiers=(GivenIdentifier(kind=IdentifierKind.EMAIL, value=theirs, category="email"),),
        occasion="provider_sign_in",
        purposes=frozenset({"orders"}),
        origin=Origin.THIRD_PARTY,
        source="gate",
    )
    assert PersonsDoor(home.storage).identify(home.service, said).answer.permitted
    ask = {"address": theirs.lower()}
    where = f"/{home.service}/me/sign-in"
    home.browse().post(where, data=ask)
    assert post() == []
    home.know("customer-9", theirs)
    home.browse().post(where, data=ask)
    assert [each.person for each in post()] == ["customer-9"]
    home.verify("stranger-1", theirs)
    home.browse().post(where, data=ask)
    assert [each.person for each in post()] == ["stranger-1"]


@pytest.mark.promise("K10")
def test_a_provider_of_oauth_alone_is_asked_for_its_profile(
    home: "House", browser: httpx.Client, provider: "Provider"
) -> None:
    """With the token that came for this browser's code; what it does not say is asked for."""
    back = come(home, browser, provider, "crow")
    page = browser.get(back.headers["location"]).text
    assert provider.profile["name"] in page
    assert all(f'name="{each}"' in page for each in ("email", "phone"))
    assert confirm(home, browser, email=provider.profile["email"]).status_code == 303
    assert browser.get(f"/{home.service}/me/sessions").status_code == 200
    with home.storage.reading(home.service) as view:
        assert not view.identifiers.whose(IdentifierKind.EMAIL, provider.profile["email"])


@pytest.mark.promise("K10")
@pytest.mark.parametrize("by", ["gate", "crow"])
@pytest.mark.parametrize(
    "forged", ["state", "no state", "no code", "another browser", "another provider", "code twice"]
)
def test_an_answer_that_is_not_this_browsers_is_refused(
    home: "House", browser: httpx.Client, provider: "Provider", by: str, forged: str
) -> None:
    """Nothing is kept and nobody signed in."""
    answer = provider.authorize(leave(home, browser, by))
    there = by
    if forged == "state":
        answer["state"] = "x" * 43
    elif forged in {"no state", "no code"}:
        answer.pop(forged.removeprefix("no "))
    elif forged == "another browser":
        browser.cookies.clear()
    elif forged == "another provider":
        there = "crow" if by == "gate" else "gate"
    else:
        provider.codes.clear()
    back = browser.get(f"/{home.service}/me/sign-in/with/{there}/back", params=answer)
    assert back.status_code == 403, back.text
    _nothing_came(home, browser)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"nonce": "another"},
        {"exp": 1},
        {"sub": ""},
        {"sub": None},
        {"sub": "x" * 256},
    ],
    ids=["issuer", "audience", "nonce", "time", "empty", "nobody", "long"],
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    home: "House", browser: httpx.Client, provider: "Provider", claims: dict[str, Any]
) -> None:
    """Issuer, audience, nonce, time and subject are checked."""
    provider.claims = claims
    assert come(home, browser, provider).status_code == 403
    _nothing_came(home, browser)


def test_a_token_that_another_signed_is_refused(
    home: "House", browser: httpx.Client, provider: "Provider"
) -> None:
    """Only the provider's published keys count."""
    provider.signs = RSAKey.generate_key(2048, {"kid": "one"})
    assert come(home, browser, provider).status_code == 403
    _nothing_came(home, browser)


def test_another_issuers_answer_is_refused(
    home: "House", browser: httpx.Client, provider: "Provider"
) -> None:
    """Where an answer says who gives it (RFC 9207), it must be who was asked."""
    answer = provider.authorize(leave(home, browser)) | {"iss": "https://evil.example"}
    back = browser.get(f"/{home.service}/me/sign-in/with/gate/back", params=answer)
    assert back.status_code == 403
    _nothing_came(home, browser)


def _nothing_came(home: "House", browser: httpx.Client) -> None:
    assert browser.get(f"/{home.service}/me/sessions").status_code == 303
    assert browser.get(f"/{home.service}/me/sign-in/confirm").status_code == 403
    with home.storage.administration() as connection:
        kept = connection.execute(
            "select 1 from amana.provider_word where service = %s", [home.service]
        ).fetchall()
    assert not kept


def test_a_word_is_confirmed_once(
    home: "House", browser: httpx.Client, provider: "Provider"
) -> None:
    """A confirmation that is sent again, or by another browser, does nothing."""
    come(home, browser, provider)
    kept = dict(browser.cookies)
    assert confirm(home, browser).status_code == 303
    browser.cookies.clear()
    browser.cookies.update(kept)
    assert confirm(home, browser).status_code == 403


def test_what_a_provider_says_is_shown_as_text(
    home: "House", browser: httpx.Client, provider: "Provider"
) -> None:
    """Markup, control signs and scripts in a profile stay text, or are left out."""
    provider.profile |= {
        "name": "<b>x</b>",
        "picture": "javascript:alert(1)",
        "email": "a\u202eb@c",
    }
    back = come(home, browser, provider)
    page = browser.get(back.headers["location"]).text
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x" in page
    assert "javascript:" not in page
    assert "\u202e" not in page


def test_who_was_erased_comes_back_as_somebody_new(
    home: "House", browser: httpx.Client, provider: "Provider"
) -> None:
    """The tie goes with the person; their address stays out unless they give it themself."""
    come(home, browser, provider)
    confirm(home, browser)
    person = _person(home, IdentifierKind.EMAIL, provider.profile["email"])
    erase(home.storage, home.service, person=person, actor=OPERATOR)
    browser.cookies.clear()
    assert "confirm" in come(home, browser, provider).headers["location"]
    assert confirm(home, browser).status_code == 303
    with home.storage.reading(home.service) as view:
        assert not view.identifiers.whose(IdentifierKind.EMAIL, provider.profile["email"])


def test_a_provider_that_nobody_set_up_is_not_there(home: "House", browser: httpx.Client) -> None:
    """Neither way leads anywhere."""
    where = f"/{home.service}/me/sign-in/with/other"
    assert browser.post(where).status_code == 404
    assert browser.get(f"{where}/back").status_code == 404


def test_the_secret_of_the_flow_stays_in_the_browser(home: "House", browser: httpx.Client) -> None:
    """State, nonce and challenge are each another, and none of them the cookie."""
    address = leave(home, browser)
    asked = parse_qs(urlsplit(address).query)
    told = {asked[name][0] for name in ("state", "nonce", "code_challenge")}
    assert len(told) == 3
    kept = browser.cookies[f"amana-away-{home.service}"].rpartition(".")[2]
    assert kept not in address
    assert not re.search(r"noor|customer", address)
