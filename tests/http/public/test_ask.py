"""The box on the policy page: a question comes in a form and is answered by the policy."""

import httpx
import pytest


def test_the_policy_page_has_a_box_without_script(client: httpx.Client) -> None:
    """The question is sent in a form, so that no address holds it."""
    page = client.get("/services-app/privacy?lang=en").text
    assert 'method="post" action="/services-app/privacy/ask' in page
    assert "<script" not in page


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_silent_policy_says_so(client: httpx.Client, language: str) -> None:
    """In the language of the page."""
    answer = client.post(
        f"/services-app/privacy/ask?lang={language}",
        data={"question": "Do you collect my <b>blood</b> type?"},
    )
    assert answer.status_code == 200
    assert {"ar": "لا تقول السياسة شيئًا", "en": "The policy says nothing"}[language] in answer.text
    assert "<b>blood" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("question", ["", " ", "x" * 301])
def test_a_question_that_is_none_is_refused(client: httpx.Client, question: str) -> None:
    """Blank or too long: the page says what is wrong."""
    answer = client.post("/services-app/privacy/ask?lang=en", data={"question": question})
    assert answer.status_code in {400, 413, 422}


def test_a_service_that_is_not_there_answers_nothing(client: httpx.Client) -> None:
    """It is refused like its page."""
    answer = client.post("/nothing/privacy/ask", data={"question": "Do you sell my data?"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Is my data encrypted?", "Your data travels encrypted (TLS 1.3) and is kept in Qatar."),
        ("هل تشفرون بياناتي؟", "تنتقل بياناتك عبر قنوات مشفّرة (TLS 1.3) وتُحفظ في قطر."),
    ],
)
def test_an_answer_stands_with_its_promises_and_their_state(
    client: httpx.Client, question: str, sentence: str
) -> None:
    """The sentence is the policy's own, in the question's language, beside what proves it."""
    page = client.post("/services-app/privacy/ask?lang=en", data={"question": question}).text
    assert f"<bdi>{sentence}</bdi>" in page
    assert 'class="proofs"' in page
    assert 'href="/services-app/privacy/promises/W4?lang=en"' in page
