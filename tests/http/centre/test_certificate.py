"""Who holds the secret number of a certificate gets it, long after the account is gone."""

import json
import re
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from amana.acts.certifying.certify import certify_what_is_done
from amana.acts.certifying.elsewhere import elsewhere
from amana.domain.certificate.document import parse_certificate
from amana.domain.certificate.schema import SCHEMA
from amana.storage.certificates import secret_number

if TYPE_CHECKING:
    from tests.http.centre.conftest import Home

NUMBER = re.compile(r'<code class="number" dir="ltr">([A-Z2-7-]{29})</code>')


def _closed(home: "Home") -> str:
    """Close the account, and return the number that the page shows."""
    page = home.send(home.enter(), "close", sure="yes")
    (number,) = NUMBER.findall(page.text)
    assert isinstance(number, str)
    return number


def _certified(home: "Home") -> str:
    number = _closed(home)
    home.sequence()
    assert certify_what_is_done(home.storage, home.service, elsewhere=elsewhere) == 1
    home.sequence()
    return number


@pytest.mark.promise("A23", "A29")
@pytest.mark.parametrize(("language", "words"), [("ar", "لم يُبقَ شيء"), ("en", "Nothing was kept")])
def test_the_number_gives_the_certificate_in_both_languages(
    home: "Home", language: str, words: str
) -> None:
    """Without an account, and as people write it: with spaces, in small letters."""
    number = _certified(home)
    for written in (number, number.lower().replace("-", " ")):
        answer = home.browse().post(
            f"/{home.service}/certificate/shown",
            params={"lang": language},
            data={"number": written},
        )
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        assert words in answer.text
        assert home.person not in answer.text


@pytest.mark.promise("A23")
def test_the_file_is_of_the_published_form(home: "Home") -> None:
    """Its JSON Schema is there to be fetched, and the file fits it and is a certificate."""
    number, browser = _certified(home), home.browse()
    answer = browser.post(f"/{home.service}/certificate/file", data={"number": number})
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["cache-control"] == "no-store"
    schema = browser.get(f"/{home.service}/certificate/schema.json").json()
    assert schema == json.loads(json.dumps(SCHEMA))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(answer.json())
    assert parse_certificate(answer.content).service == home.service


@pytest.mark.promise("W12")
def test_a_number_that_opens_nothing_is_answered_always_the_same(home: "Home") -> None:
    """Another request's, what can be none, and nothing at all."""
    _certified(home)
    with home.storage.reading(home.service) as view:
        other = secret_number(view.sealer, uuid4())
    answers = {
        (answer.status_code, answer.text)
        for number in (other, "x", "")
        for answer in [
            home.browse().post(f"/{home.service}/certificate/shown", data={"number": number})
        ]
    }
    assert len(answers) == 1
    assert next(iter(answers))[0] == 404


def test_before_all_is_done_the_number_says_that_it_is_to_come(home: "Home") -> None:
    """The page asks to come again; no file is handed out."""
    number, browser = _closed(home), home.browse()
    answer = browser.post(
        f"/{home.service}/certificate/shown", params={"lang": "en"}, data={"number": number}
    )
    assert (answer.status_code, "still to come" in answer.text) == (409, True)
    file = browser.post(f"/{home.service}/certificate/file", data={"number": number})
    assert file.status_code == 409


def test_the_page_asks_for_a_number_and_no_other_service_has_one(home: "Home") -> None:
    """Both languages; an address at which no service is has no such page."""
    browser = home.browse()
    for language, words in (("ar", "شهادة المحو"), ("en", "Certificate of erasure")):
        assert words in browser.get(f"/{home.service}/certificate?lang={language}").text
    for path in ("/no-such/certificate", "/no-such/certificate/schema.json"):
        assert browser.get(path).status_code == 404
    assert browser.post("/no-such/certificate/shown", data={"number": "x"}).status_code == 404
