"""``amana decide``: what a policy would answer, on the command line."""

import io
import json
from pathlib import Path

import pytest

from amana.cli.app import run
from amana.cli.exits import Exit

CORPUS = Path(__file__).parents[2] / "spec" / "corpus"
SHOP = CORPUS / "shop.yaml"
LIMITED = """\
amana: 1
cases:
  - name: an offer
    question: {doing: message, data: [email], for: [offers], channel: email, at: order}
    facts: {consented: [offers]}
  - name: a masked card
    question: {doing: read, data: [card], for: [compliance], staff: m-17, reason: complaint}
"""


@pytest.mark.parametrize("file", sorted(CORPUS.glob("rule-*.yaml")), ids=lambda path: path.stem)
def test_the_corpus_is_answered_as_expected(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every case of the file, and the exit code says so."""
    assert run(["decide", str(SHOP), str(file), "--format", "json"]) == Exit.OK
    answers = json.loads(capsys.readouterr().out)
    assert answers
    assert all(answer["as_expected"] and not answer["differs"] for answer in answers)


def test_an_answer_names_its_rules_promises_and_parts_in_the_reader_s_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As text; a case without an expected answer is only answered."""
    cases = tmp_path / "cases.yaml"
    cases.write_text(LIMITED, encoding="utf-8")
    assert run(["decide", str(SHOP), str(cases), "--lang", "en"]) == Exit.OK
    shown = capsys.readouterr().out
    assert "refused: an offer\n  rule 3: this data is limited" in shown
    assert "(P6)" in shown
    assert "shown in part only: card → last4" in shown
    assert run(["decide", str(SHOP), str(cases), "--lang", "ar"]) == Exit.OK
    assert "مرفوض: an offer\n  القاعدة 3" in capsys.readouterr().out


def test_an_answer_that_is_not_the_expected_one_is_told_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that a pipeline can hold a policy to its cases."""
    cases = tmp_path / "cases.yaml"
    expecting = LIMITED.replace("{consented: [offers]}", "{}\n    answer: {permitted: true}")
    cases.write_text(expecting.replace("facts: {}\n", "facts: {events: [none]}\n"))
    assert run(["decide", str(SHOP), str(cases), "--lang", "en"]) == Exit.FAILED
    assert "not as the case expects: permitted" in capsys.readouterr().out


def test_cases_come_through_a_pipe_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As YAML or JSON."""
    case = {"name": "one", "question": {"doing": "use", "data": ["name"], "for": ["orders"]}}
    text = json.dumps({"amana": 1, "cases": [case]})
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert run(["decide", str(SHOP), "-", "--format", "json"]) == Exit.OK
    (answer,) = json.loads(capsys.readouterr().out)
    assert (answer["permitted"], answer["promises"], answer["as_expected"]) == (True, ["P2"], None)


def test_a_mistake_in_the_cases_is_told_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As of a policy."""
    cases = tmp_path / "cases.yaml"
    cases.write_text(LIMITED.replace("facts:", "fact:"), encoding="utf-8")
    assert run(["decide", str(SHOP), str(cases), "--lang", "en"]) == Exit.MALFORMED
    assert "line 5" in capsys.readouterr().err
