"""A Django project asks before it touches personal data, and shows why where the answer is no."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import ANY

import pytest
from bookshop.setting_up import SECRET, Project
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.db import transaction
from django.shortcuts import render
from django.test import Client, RequestFactory

from amana.sdk import AmanaUnreachable, RefusedByPolicy, Told
from amana.sdk.django import client, person_id
from amana.sdk.django.configured import configured
from amana.sdk.django.mail import About, about

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NUMBERS = count(1)


@pytest.fixture
def reader(project: Project) -> "User":
    """Return somebody with an account, of whom nothing else is known."""
    del project
    with transaction.atomic():
        made: User = _accounts().create(username=f"reader-{next(NUMBERS)}", first_name="Layla")
    return made


def _away() -> dict[str, Any]:
    """Return the setting with an address at which nobody answers."""
    return dict(settings.AMANA, URL="http://127.0.0.1:9")


def _accounts() -> Any:  # noqa: ANN401 - Django's manager of users
    user: Any = apps.get_model("auth.User")
    return user.objects


def _browser(reader: "User") -> Client:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(reader)
    return browser


def _acts(account: "User") -> list[tuple[str, str, tuple[str, ...]]]:
    person = person_id(account)
    assert person is not None
    return [(act.act, act.outcome, act.data) for act in client().history(person)]


@pytest.mark.usefixtures("project")
def test_an_account_is_asked_about_as_it_is_made(reader: "User") -> None:
    """Once it has its id, in the transaction that makes it."""
    assert _acts(reader) == [("collect", "done", ("name",))]


def test_only_what_is_new_in_a_row_is_asked_about(reader: "User") -> None:
    """What stays, what is emptied and what nobody declared asks nothing."""
    reader.last_login = datetime.now(UTC)
    reader.save()
    reader.first_name = ""
    reader.save()
    assert len(_acts(reader)) == 1
    reader.email = "layla@example.com"
    reader.save(update_fields=["first_name"])
    assert len(_acts(reader)) == 1
    reader.save()
    assert _acts(reader)[0] == ("collect", "done", ("email",))


def test_an_account_outside_of_a_transaction_is_not_made(project: Project) -> None:
    """What is refused then could not be taken back."""
    del project
    with pytest.raises(ImproperlyConfigured, match="ATOMIC_REQUESTS"):
        _accounts().create(username="outside", first_name="Layla")
    assert not _accounts().filter(username="outside").exists()


def test_a_refused_account_is_taken_back_whoever_catches_it(
    setting: Callable[[Any], None],
) -> None:
    """Here: nobody can be asked."""
    setting(_away())
    with transaction.atomic():
        with pytest.raises(AmanaUnreachable):
            _accounts().create(username="caught", first_name="Layla")
        assert transaction.get_connection().needs_rollback
    assert not _accounts().filter(username="caught").exists()


def test_what_the_policy_promises_not_to_keep_is_not_kept(project: Project) -> None:
    """The page says so, with the promise, in the reader's language; a program gets a problem."""
    opinions: Any = apps.get_model("bookshop.Opinion")
    browser = project.browser()
    asked = {"writer": "user-77", "said": "a planted opinion"}
    page = browser.post("/opinion", asked)
    assert page.status_code == 403
    assert 'dir="rtl"' in page.content.decode()
    assert "لا تسمح سياستنا بهذا" in page.content.decode()
    english = browser.post("/opinion", asked, headers={"accept-language": "en"})
    assert "Our policy does not permit this" in english.content.decode()
    told = browser.post("/opinion", asked, headers={"accept": "application/json"})
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json() == {
        "title": "لا تسمح سياستنا بهذا",
        "detail": "لم يُفعل ببياناتك شيء.",
        "code": "sdk.refused_by_policy",
        "promises": ["P4"],
        "reasons": ANY,
        "needs": [],
        "status": 403,
    }
    assert "planted" not in page.content.decode() + told.content.decode()
    assert not opinions.objects.exists()


def test_data_of_nobody_is_not_kept(project: Project) -> None:
    """Where the project does not know whose it is."""
    assert project.browser().post("/opinion", {"said": "x"}).status_code == 403


def test_the_pages_of_an_account_carry_what_amana_gives(reader: "User") -> None:
    """The banner's line, the policy, the way to the privacy centre, masked numbers."""
    page = _browser(reader).get("/account").content.decode()
    url = configured().url
    assert f'<script src="{url}/bookshop/banner.js"></script>' in page
    assert f'href="{url}/bookshop/privacy"' in page
    assert "•••• 1111" in page
    assert "41111111" not in re.sub(r"\s", "", page)
    assert re.search(rf'action="{url}/[^"]+"', page)
    assert "My privacy" in page


def test_a_page_of_nobody_has_no_way_into_the_centre(project: Project) -> None:
    """And a banner's line carries the nonce of a policy for content."""
    request = RequestFactory().get("/account")
    request.csp_nonce = "n0nce"  # type: ignore[attr-defined]  # as middleware for it sets it
    page = render(request, "account.html", {"card": "12"}).content.decode()
    assert f'<script nonce="n0nce" src="{project.url}/bookshop/banner.js"></script>' in page
    assert "ticket" not in page
    assert "••••" in page


def test_a_row_that_comes_with_its_key_is_new(reader: "User") -> None:
    """Its key stands in no row yet."""
    addresses: Any = apps.get_model("bookshop.Address")
    addresses.objects.create(pk=next(NUMBERS) + 10**6, user_id=reader.pk, line="Zone 2")
    assert ("collect", "done", ("address",)) in _acts(reader)


def test_a_row_that_goes_over_to_somebody_else_is_asked_about(reader: "User") -> None:
    """With all that it holds, whatever else is saved with it."""
    addresses: Any = apps.get_model("bookshop.Address")
    row = addresses.objects.create(user_id=reader.pk, line="Zone 3")
    with transaction.atomic():
        other = _accounts().create(username=f"reader-{next(NUMBERS)}")
    row.user = other
    row.save(update_fields=["user"])
    assert _acts(other) == [("collect", "done", ("address",))]


def test_a_file_of_the_same_name_is_new(reader: "User") -> None:
    """What it holds is not what was there."""
    addresses: Any = apps.get_model("bookshop.Address")
    row = addresses.objects.create(user_id=reader.pk, picture=ContentFile(b"1", name="door.png"))
    row.picture = ContentFile(b"2", name=Path(row.picture.name).name)
    row.save()
    row.save()
    asked = [act for act in _acts(reader) if act[2] == ("picture",)]
    assert asked == [("collect", "done", ("picture",))] * 2


def test_a_row_of_somebody_is_theirs(reader: "User") -> None:
    """By the way to the account that the project declared."""
    assert _browser(reader).post("/account", {"line": "Zone 1"}).status_code == 200
    assert ("collect", "done", ("address",)) in _acts(reader)


@pytest.mark.promise("M13")
def test_the_browsers_signal_is_passed_on_once_a_session(reader: "User") -> None:
    """Global Privacy Control stops what one may opt out of; a later word of the person counts."""
    browser = _browser(reader)
    person = person_id(reader)
    assert person is not None
    client().choose(person, "consent", ["adverts"])
    browser.get("/signal", headers={"sec-gpc": "0"})
    assert client().use(person, ["browser_id"], purpose="adverts").permitted
    browser.get("/signal", headers={"sec-gpc": "1"})
    assert not client().use(person, ["browser_id"], purpose="adverts").permitted
    client().choose(person, "consent", ["adverts"])
    browser.get("/signal", headers={"sec-gpc": "1"})
    assert client().use(person, ["browser_id"], purpose="adverts").permitted


def test_a_signal_that_cannot_be_passed_on_holds_up_one_page(
    reader: "User", setting: Callable[[Any], None], caplog: pytest.LogCaptureFixture
) -> None:
    """It is tried again later; the log says why, and of nobody."""
    browser = _browser(reader)
    setting(_away())
    for _ in range(3):
        assert browser.get("/signal", headers={"sec-gpc": "1"}).status_code == 200
    assert [record.getMessage() for record in caplog.records if "signal" in record.message] == [
        "the signal of a browser was not passed on: sdk.unreachable"
    ]
    assert browser.session["amana_gpc_again"] > datetime.now(UTC).timestamp() + 200
    assert "amana_gpc" not in browser.session


def test_where_nobody_answers_nothing_is_done(
    reader: "User", setting: Callable[[Any], None]
) -> None:
    """The page says to try again; no answer is not a yes."""
    browser = _browser(reader)
    setting(_away())
    page = browser.post("/account", {"line": "Zone 1"})
    assert page.status_code == 503
    assert page.headers["retry-after"] == "30"
    assert "Please try again" in page.content.decode()


def test_a_question_that_is_not_taken_is_a_fault_of_the_project(
    reader: "User",
    setting: Callable[[Any], None],
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    """Nobody is asked to try again; the log names why, and no key."""
    browser = _browser(reader)
    key = tmp_path / "key"
    key.write_text("planted-key-5c1", encoding="ascii")
    elsewhere = settings.AMANA["URL"].replace("127.0.0.1", "localhost")
    setting(settings.AMANA | {"URL": elsewhere, "KEY_FILE": key})
    page = browser.post("/account", {"line": "Zone 1"})
    assert page.status_code == 500
    assert "retry-after" not in page.headers
    assert "This did not work" in page.content.decode()
    assert "sdk.rejected" in caplog.text
    assert "Zone 1" not in caplog.text
    assert "planted" not in caplog.text


def test_letters_leave_only_when_they_are_permitted(reader: "User") -> None:
    """By what a letter says of itself, or by what the project says of it."""
    person = person_id(reader)
    assert person is not None
    mail.outbox = []
    to = ["layla@example.com"]
    assert EmailMessage(f"Receipt {person}", "x", to=to).send() == 1
    said = about(EmailMessage("Order", "x", to=to), About(person=person, purpose="orders"))
    assert said.send() == 1
    client().choose(person, "opt_out", ["news"])
    offer = about(EmailMessage("Offer", "x", to=to), About(person=person, purpose="news"))
    with pytest.raises(RefusedByPolicy):
        offer.send()
    with pytest.raises(RefusedByPolicy):
        EmailMessage("Unknown", "x", to=to).send()
    with pytest.raises(RefusedByPolicy):
        EmailMessage(f"Receipt {person}", "x", to=[*to, "other@example.com"]).send()
    twice = (About(person=person, purpose="orders"), About(person=person, purpose="orders"))
    with pytest.raises(RefusedByPolicy):
        about(EmailMessage("Order", "x", to=[*to, "other@example.com"]), *twice).send()
    assert EmailMessage("Unknown", "x", to=to).send(fail_silently=True) == 0
    with mail.get_connection() as connection:
        assert connection.send_messages([]) == 0
    assert [letter.subject for letter in mail.outbox] == [f"Receipt {person}", "Order"]


def _signed(body: bytes, name: str) -> dict[str, str]:
    at = str(int(datetime.now(UTC).timestamp()))
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    mac = hmac.digest(key, b".".join((name.encode(), at.encode(), body)), hashlib.sha256)
    return {
        "webhook-id": name,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }


def test_what_amana_tells_is_followed_once(
    project: Project, setting: Callable[[Any], None]
) -> None:
    """A receiver that fails takes it back; who is not Amana is refused."""
    followed: list[str] = []
    wrong = [ValueError]

    def follow(told: Told, **_: object) -> None:
        if wrong:
            raise wrong.pop()
        followed.append(told.kind)

    from amana.sdk.django.telling import amana_told  # noqa: PLC0415 - there once the project is

    amana_told.connect(follow)
    said = {"type": "choice.changed", "timestamp": "2026-11-01T10:00:00+00:00", "data": {}}
    body = json.dumps(said).encode()
    browser = Client(raise_request_exception=False)

    def post(**headers: str) -> int:
        answer = browser.post("/amana/told", body, content_type="application/json", headers=headers)
        return answer.status_code

    codes = [post(**_signed(body, "msg_1")) for _ in range(3)]
    assert codes == [500, 204, 204]
    assert followed == ["choice.changed"]
    assert post(**_signed(b"{}", "msg_2")) == 400
    assert post() == 400
    assert post(**{"content-length": str(10**6)}) == 413
    assert project.browser().get("/amana/told").status_code == 405
    kept: Any = apps.get_model("amana.ToldMessage")
    assert [str(one) for one in kept.objects.all()] == ["msg_1"]
    setting(settings.AMANA | {"TELLS": None})
    assert post(**_signed(body, "msg_3")) == 404
    amana_told.disconnect(follow)
