"""``amana check`` and ``amana laws``: a policy in the light of laws."""

import json
from pathlib import Path

import pytest

from amana.cli.app import run
from amana.cli.exits import Exit

POLICY = """\
amana: 1
service: store
title: {ar: "إشعار الخصوصية", en: "Privacy notice"}
controller: {name: {ar: "متجر", en: "Store"}, email: privacy@example.org}
languages: [ar, en]
data: {email: {}}
purposes: {offers: {is: "dpv:Marketing", basis: legitimate_interest}}
promises:
  M1: {collect: email, for: offers}
  M2: {message: promotional, for: offers, to: email, by: email}
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """Return a policy file that names no law."""
    path = tmp_path / "policy.yaml"
    path.write_text(POLICY, encoding="utf-8")
    return path


@pytest.mark.promise("A35")
@pytest.mark.promise("W20")
def test_a_contradiction_is_named_with_article_and_remedy(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In both languages; the exit code says so, for a pipeline."""
    assert run(["check", str(policy), "--law", "qatar", "--lang", "en"]) == Exit.FAILED
    out = capsys.readouterr().out
    assert "promotional offers” goes on without prior consent (M2, offers)" in out
    assert "Article 22 (certain)" in out
    assert "Add a choice promise by opt-in" in out
    assert run(["check", str(policy), "--law", "qatar", "--lang", "ar"]) == Exit.FAILED
    out = capsys.readouterr().out
    assert "يخالف: الغرض" in out
    assert "المادة 22 (مؤكدة)" in out


@pytest.mark.promise("A35")
def test_drafts_warn_and_the_json_tells_all(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each finding in both languages, with what it is about."""
    assert run(["check", str(policy), "--law", "egypt, kuwait", "--format", "json"]) == Exit.OK
    told = json.loads(capsys.readouterr().out)
    assert told["holds"] is True
    assert {each["in_force"] for each in told["findings"]} == {False}
    assert all(each["says"]["ar"] and each["says"]["en"] for each in told["findings"])


@pytest.mark.promise("A35")
def test_what_a_change_of_law_alters_is_shown(
    policy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Against a law as a file, as ``amana laws`` writes it."""
    assert run(["laws", "qatar"]) == Exit.OK
    text = capsys.readouterr().out
    older = tmp_path / "older.yaml"
    older.write_text(text.replace("needs: [consent]", "needs: [no_objection]"), encoding="utf-8")
    assert run(["check", str(policy), "--against", str(older), "--lang", "en"]) == Exit.FAILED
    out = capsys.readouterr().out
    assert "+ [Contradicts]" in out
    assert "- 22: nothing is sent" in out
    command = ["check", str(policy), "--against", str(older), "--format", "json"]
    assert run(command) == Exit.FAILED
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert [each["added"] for each in changes["clauses"]] == [False, True]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--law", "atlantis"], "There is no law named atlantis here"),
        ([], "The policy names no law"),
    ],
)
def test_a_law_that_is_not_known_is_said_clearly(
    policy: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And so is a policy without laws."""
    assert run(["check", str(policy), *arguments, "--lang", "en"]) == Exit.MALFORMED
    assert said in capsys.readouterr().err


def test_a_pack_with_an_unknown_unit_is_refused_at_its_line(
    policy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what would be right."""
    assert run(["laws", "qatar"]) == Exit.OK
    text = capsys.readouterr().out
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace("unit: calendar_days", "unit: fortnights"), encoding="utf-8")
    assert run(["check", str(policy), "--against", str(wrong), "--lang", "en"]) == Exit.MALFORMED
    said = capsys.readouterr().err
    assert "fortnights" in said
    assert "working_days" in said


def test_the_laws_are_listed_with_the_drafts_marked(capsys: pytest.CaptureFixture[str]) -> None:
    """As text and as JSON."""
    assert run(["laws", "--lang", "en"]) == Exit.OK
    out = capsys.readouterr().out
    assert "qatar: Law 13 of 2016" in out
    assert "oman: Royal Decree 6/2022 on the protection of personal data (draft" in out
    assert run(["laws", "--format", "json"]) == Exit.OK
    assert len(json.loads(capsys.readouterr().out)) == 10


def test_a_policy_that_keeps_to_the_law_passes(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same law as a file alters nothing."""
    policy.write_text(f"{POLICY}  M3: {{choice: offers, by: opt_in}}\n", encoding="utf-8")
    same = policy.with_name("same.yaml")
    assert run(["laws", "qatar"]) == Exit.OK
    same.write_text(capsys.readouterr().out, encoding="utf-8")
    command = ["check", str(policy), "--law", "qatar,uae", "--against", str(same), "--lang", "en"]
    assert run(command) == Exit.OK
    out = capsys.readouterr().out
    assert "Nothing certain of a law in force speaks against the policy." in out
    assert "No article differs." in out
