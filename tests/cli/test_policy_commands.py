"""``amana plan`` and ``amana write`` on policy files."""

import io
import json
from pathlib import Path

import pytest

from amana.cli.app import run
from amana.cli.exits import Exit

POLICY = """\
amana: 1
service: store
title: {ar: "إشعار الخصوصية", en: "Privacy notice"}
controller: {name: {ar: "متجر", en: "Store <Ltd>"}, email: privacy@example.org}
languages: [ar, en]
data: {email: {}}
purposes: {account: {basis: contract}}
promises:
  M1: {collect: email, for: account}
  M2: {use: email, for: account}
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """Return a policy file."""
    path = tmp_path / "policy.yaml"
    path.write_text(POLICY, encoding="utf-8")
    return path


def test_a_first_version_can_be_published(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Gaps are named, and do not stand in the way."""
    assert run(["plan", str(policy), "--lang", "en"]) == Exit.OK
    out = capsys.readouterr().out
    assert "2 promises begin" in out
    assert "warning: No promise says how long" in out
    assert "It can be published." in out


def test_a_contradiction_stands_in_the_way(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code says so, for a pipeline."""
    policy.write_text(f"{POLICY}  N: {{never: email, collected: true}}\n", encoding="utf-8")
    assert run(["plan", str(policy), "--lang", "ar"]) == Exit.FAILED
    assert "خطأ: الوعد N يمنع ما يجيزه الوعد M1" in capsys.readouterr().out


def test_a_change_is_shown_with_its_weight(
    policy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As text and as JSON."""
    new = tmp_path / "new.yaml"
    new.write_text(POLICY.replace("basis: contract", "basis: consent"), encoding="utf-8")
    assert run(["plan", str(new), "--against", str(policy), "--lang", "en"]) == Exit.OK
    assert "[material] Purpose account (basis)" in capsys.readouterr().out
    assert run(["plan", str(new), "--against", str(policy), "--format", "json"]) == Exit.OK
    shown = json.loads(capsys.readouterr().out)
    assert [change["reason"]["code"] for change in shown["changes"]] == ["other_basis"]
    assert (shown["material"], shown["publishable"], shown["same"]) == (True, True, False)


def test_the_same_policy_is_no_change(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is made up."""
    assert run(["plan", str(policy), "--against", str(policy), "--lang", "en"]) == Exit.OK
    assert "It is the same" in capsys.readouterr().out


def test_mistakes_are_told_in_the_readers_language(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each at its line, all of them, with what would be right."""
    wrong = POLICY.replace("service:", "servise:").replace("use: email", "use: emial")
    policy.write_text(wrong, encoding="utf-8")
    assert run(["plan", str(policy), "--lang", "ar"]) == Exit.MALFORMED
    said = capsys.readouterr().err
    assert "السطر 2" in said
    assert "السطر 10" in said
    assert "`service`" in said
    assert run(["plan", str(policy), "--lang", "en"]) == Exit.MALFORMED
    assert "did you mean `email`?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("form", "title", "item"),
    [
        ("markdown", "# Privacy notice", r"- E-mail: privacy@example.org"),
        ("text", "Privacy notice", "• E-mail: privacy@example.org"),
        ("html", "<h1>Privacy notice</h1>", "<li>E-mail: privacy@example.org</li>"),
    ],
)
def test_a_notice_is_written_in_each_form(
    policy: Path, capsys: pytest.CaptureFixture[str], form: str, title: str, item: str
) -> None:
    """Title, promises and contact stand in it."""
    assert run(["write", str(policy), "--lang", "en", "--format", form]) == Exit.OK
    lines = capsys.readouterr().out.splitlines()
    assert title in lines
    assert item in lines


def test_words_of_the_policy_are_escaped(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name is not taken for a mark of the form that it stands in."""
    run(["write", str(policy), "--lang", "en", "--format", "html"])
    assert "Store &lt;Ltd&gt;" in capsys.readouterr().out
    run(["write", str(policy), "--lang", "en"])
    assert r"Store \<Ltd\>" in capsys.readouterr().out


def test_an_arabic_notice_runs_from_right_to_left(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page says its language and direction."""
    assert run(["write", str(policy), "--lang", "ar", "--format", "html"]) == Exit.OK
    out = capsys.readouterr().out
    assert '<html lang="ar" dir="rtl">' in out
    assert '<p data-promises="M1">' in out


def test_a_policy_through_a_pipe_is_planned_without_its_texts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its quotes stand for the texts that it names."""
    piped = POLICY.replace("data:", "texts: {en: privacy.en.md}\ndata:").replace(
        "M1: {collect: email, ", 'M1: {quote: {en: "We take it."}, collect: email, '
    )
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(piped.encode()), "utf-8"))
    assert run(["plan", "--lang", "en"]) == Exit.OK
    assert "It can be published." in capsys.readouterr().out
