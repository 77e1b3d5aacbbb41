"""``amana ask``: a policy file answers with its own sentences."""

import json
from pathlib import Path

import pytest

from amana.cli.app import run
from amana.cli.exits import Exit

POLICY = """amana: 1
service: shop
title: {ar: سياسة الخصوصية, en: Privacy policy}
controller: {name: {ar: متجر, en: Shop}, email: privacy@shop.example}
languages: [ar, en]
texts: {en: privacy.en.md}
data: {order_booking: {}}
purposes: {}
recipients: {}
promises:
  P1:
    never: [order_booking]
    as: [sell]
    quote: {en: We never sell your orders.}
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """Return a policy with a text in English and none in Arabic."""
    (tmp_path / "privacy.en.md").write_text(
        "We never sell your orders.\n\nWe like tea.\n", encoding="utf-8"
    )
    path = tmp_path / "policy.yaml"
    path.write_text(POLICY, encoding="utf-8")
    return path


def test_an_answer_names_its_promise(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In text and in JSON, word for word."""
    question = "Do you sell my orders?"
    assert run(["ask", str(policy), question, "--lang", "en"]) == Exit.OK
    assert "- We never sell your orders. (promise P1)" in capsys.readouterr().out
    assert run(["ask", str(policy), question, "--format", "json"]) == Exit.OK
    assert json.loads(capsys.readouterr().out) == {
        "question": question,
        "lang": "en",
        "silent": False,
        "answers": [{"text": "We never sell your orders.", "promises": ["P1"]}],
    }


def test_without_a_text_in_its_language_the_notice_answers(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An Arabic question is answered in Arabic by what the policy promises."""
    assert run(["ask", str(policy), "هل تبيعون طلباتي؟", "--format", "json"]) == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert found["lang"] == "ar"
    assert [answer["promises"] for answer in found["answers"]] == [["P1"]]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_silent_policy_says_so(
    policy: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    """Nothing is made up."""
    asked = "Do you collect my blood type?"
    assert run(["ask", str(policy), asked, "--lang", language]) == Exit.OK
    silent = {"ar": "لا تقول السياسة شيئًا", "en": "The policy says nothing"}
    assert silent[language] in capsys.readouterr().out


@pytest.mark.parametrize("question", ["", "  ", "x" * 301])
def test_a_question_that_is_none_is_refused(
    policy: Path, capsys: pytest.CaptureFixture[str], question: str
) -> None:
    """It says how long a question may be."""
    assert run(["ask", str(policy), question, "--lang", "en"]) == Exit.MALFORMED
    assert "1 to 300 characters" in capsys.readouterr().err
