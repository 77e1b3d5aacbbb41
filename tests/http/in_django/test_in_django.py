"""A Django project asks before it touches personal data, and shows why where the answer is no."""

import base64
import hashlib
import hmac
import json
import re
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import ANY

import httpx
import pytest
from bookshop.setting_up import SECRET, Project
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.db import transaction
from django.shortcuts import render
from django.test import Client, RequestFactory

from amana.sdk import RefusedByPolicy, Told
from amana.sdk.django import client, person_id
from amana.sdk.django.configured import configured
from amana.sdk.django.declared import declared
from amana.sdk.django.faults import faults_of
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
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here: nobody can be asked."""
    del project

    def gone(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(type(client()), "collect", gone)
    with transaction.atomic():
        with pytest.raises(ConnectionError):
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
    assert "4111" not in page
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


def test_a_row_of_somebody_is_theirs(reader: "User") -> None:
    """By the way to the account that the project declared."""
    assert _browser(reader).post("/account", {"line": "Zone 1"}).status_code == 200
    assert ("collect", "done", ("address",)) in _acts(reader)


@pytest.mark.promise("M13")
def test_the_browsers_signal_is_passed_on_once_a_session(
    reader: "User", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Global Privacy Control stops what the policy does by consent or until opted out."""
    browser = _browser(reader)
    sent: list[str] = []
    real = type(client()).signal

    def counted(amana: Any, person: str, said: str) -> tuple[str, ...]:  # noqa: ANN401 - a client
        sent.append(person)
        return real(amana, person, said)

    monkeypatch.setattr(type(client()), "signal", counted)
    browser.get("/account", headers={"sec-gpc": "1"})
    browser.get("/account", headers={"sec-gpc": "1"})
    browser.get("/account", headers={"sec-gpc": "0"})
    assert sent == [person_id(reader)]


def test_where_nobody_answers_nothing_is_done(
    reader: "User", monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says to try again; no answer is not a yes."""
    browser = _browser(reader)
    monkeypatch.setattr(client()._wire, "_http", _Gone())  # noqa: SLF001 - the wire is cut here
    page = browser.post("/account", {"line": "Zone 1"})
    assert page.status_code == 503
    assert page.headers["retry-after"] == "30"
    assert "Please try again" in page.content.decode()


class _Gone:
    def stream(self, *_: object, **__: object) -> None:
        raise httpx.ConnectError(message="cut")


def test_letters_leave_only_when_they_are_permitted(reader: "User") -> None:
    """By what a letter says of itself, or by what the project says of it."""
    person = person_id(reader)
    assert person is not None
    mail.outbox = []
    to = ["layla@example.com"]
    assert EmailMessage(f"Receipt {person}", "x", to=to).send() == 1
    said = about(EmailMessage("Order", "x", to=to), About(person=person, purpose="orders"))
    assert said.send() == 1
    offer = about(EmailMessage("Offer", "x", to=to), About(person=person, purpose="news"))
    with pytest.raises(RefusedByPolicy):
        offer.send()
    with pytest.raises(RefusedByPolicy):
        EmailMessage("Unknown", "x", to=to).send()
    with pytest.raises(RefusedByPolicy):
        EmailMessage(f"Receipt {person}", "x", to=[*to, "other@example.com"]).send()
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
    project: Project, monkeypatch: pytest.MonkeyPatch
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
    monkeypatch.setattr(settings, "AMANA", settings.AMANA | {"TELLS": None})
    configured.cache_clear()
    assert post(**_signed(body, "msg_3")) == 404
    monkeypatch.undo()
    configured.cache_clear()
    amana_told.disconnect(follow)


def test_the_project_is_told_what_does_not_fit(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """By ``manage.py check``, with what to mend."""
    del project
    assert run_checks() == []
    few = {name: said for name, said in settings.AMANA.items() if name not in ("TELLS", "MAIL_OF")}
    monkeypatch.setattr(settings, "AMANA", few)
    configured.cache_clear()
    assert faults_of() == []
    monkeypatch.undo()
    configured.cache_clear()
    wrong = settings.AMANA | {"KEY_FILE": tmp_path / "nowhere", "MAIL_OF": "bookshop.nothing"}
    monkeypatch.setattr(settings, "AMANA", wrong)
    configured.cache_clear()
    assert [fault.id for fault in run_checks()] == ["amana.E001", "amana.E002"]
    for item, value in (
        ("MAIL_OF", "bookshop.privacy.__doc__"),
        ("MODELS", {"bookshop.Nothing": {}}),
        ("MODELS", {"bookshop.Address": {"person": "user"}}),
        ("MODELS", {"bookshop.Address": _a(fields={"street": "address"})}),
        ("MODELS", {"bookshop.Address": _a(origin="elsewhere")}),
        ("MODELS", {"auth.User": _a(person="self", fields={"address": "address"})}),
        ("MODELS", {"bookshop.Address": _a(extra=1)}),
    ):
        monkeypatch.setattr(settings, "AMANA", settings.AMANA | {item: value})
        configured.cache_clear()
        declared.cache_clear()
        assert "amana.E001" in [fault.id for fault in run_checks()]
    for left in (None, {}, {"URL": "x"}, wrong | {"EXTRA": 1}, wrong | {"ID": "user"}):
        monkeypatch.setattr(settings, "AMANA", left)
        configured.cache_clear()
        with pytest.raises(ImproperlyConfigured):
            configured()
    monkeypatch.undo()
    configured.cache_clear()
    declared.cache_clear()


def _a(**other: Any) -> dict[str, Any]:  # noqa: ANN401 - what a setting may hold
    said = {"person": "user", "fields": {"line": "address"}, "at": "checkout", "for": ["orders"]}
    return said | other
