"""The console's page of who was told and what came in, and letters that a provider passes on."""

import base64
import json
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING

import httpx
import pytest

from amana.channels.webhook import signed_headers

if TYPE_CHECKING:
    from tests.http.api.conftest import Api

SECRET = "whsec_" + "A" * 43 + "="


def _letter(text: str) -> bytes:
    made = EmailMessage()
    made["From"], made["To"] = "planted@people.example", "privacy@house.example"
    made["Subject"] = "Hello"
    made.set_content(text)
    return json.dumps({"raw": base64.b64encode(made.as_bytes()).decode()}).encode()


def _signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    return signed_headers(secret, body, message="m-1", at=datetime.now(UTC))


@pytest.mark.promise("K18")
def test_a_providers_webhook_passes_letters_on(whole_api: "Api") -> None:
    """What is signed is taken; what is not, or for another service, is refused."""
    address = f"{whole_api.url}/whole-api/mail-in"
    body = _letter("Please unsubscribe me")
    answer = httpx.post(address, content=body, headers=_signed(body))
    assert (answer.status_code, answer.json()) == (200, {"kind": "stopped"})
    for headers in ({}, _signed(body, "whsec_" + "B" * 43 + "="), _signed(b"other")):
        assert httpx.post(address, content=body, headers=headers).status_code == 401
    elsewhere = f"{whole_api.url}/another/mail-in"
    assert httpx.post(elsewhere, content=body, headers=_signed(body)).status_code == 401
    for wrong in (b"{}", b"[]", b'{"raw": "?"}', b"x"):
        assert httpx.post(address, content=wrong, headers=_signed(wrong)).status_code == 422


@pytest.mark.parametrize("language", ["ar", "en"])
def test_staff_see_letters_by_kind_and_hash(whole_api: "Api", language: str) -> None:
    """Neither what a letter says nor who wrote it stands there."""
    body = _letter(f"planted words {language}")
    httpx.post(f"{whole_api.url}/whole-api/mail-in", content=body, headers=_signed(body))
    page = f"{whole_api.url}/console/whole-api/letters"
    answer = httpx.get(page, params={"lang": language}, headers={"cookie": whole_api.cookie})
    assert answer.status_code == 200
    assert "planted" not in answer.text
    assert f'lang="{language}"' in answer.text
    assert httpx.get(page).status_code in {303, 401}


def test_events_are_had_by_who_asks(whole_api: "Api") -> None:
    """With a key of the service alone; a cursor that no page gave is refused."""
    address = f"{whole_api.url}/v1/events"
    key = {"authorization": f"Bearer {whole_api.key}"}
    page = httpx.get(address, headers=key).json()
    assert set(page) == {"events", "next"}
    again = httpx.get(address, params={"cursor": page["next"]}, headers=key)
    assert again.json()["events"] == []
    assert httpx.get(address, params={"cursor": "A" * 44}, headers=key).status_code == 400
    assert httpx.get(address).status_code == 401
