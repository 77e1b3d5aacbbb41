"""``amana map check`` on map files."""

import json
from pathlib import Path

import pytest

from amana.cli.app import run
from amana.cli.exits import Exit

SERVICES_APP = Path(__file__).parents[2] / "examples" / "services_app"
MAP = """\
amana: 1
service: services-app
records:
  profile: {fields: {email: {is: email, type: email}}}
"""


def test_the_services_app_has_a_map_that_fits_its_policy(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The example's own map is checked as a reader would check it."""
    policy = str(SERVICES_APP / "policy.yaml")
    line = ["map", "check", str(SERVICES_APP / "map.yaml"), "--policy", policy]
    assert run([*line, "--lang", "en"]) == Exit.OK
    assert "fits the policy" in capsys.readouterr().out
    assert run([*line, "--format", "json"]) == Exit.OK
    told = json.loads(capsys.readouterr().out)
    assert told["result"] == "checked"
    assert "business" in told["records"]


def test_without_a_policy_only_the_form_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The answer says what was not looked at."""
    path = tmp_path / "map.yaml"
    path.write_text(MAP, encoding="utf-8")
    assert run(["map", "check", str(path), "--lang", "en"]) == Exit.OK
    assert "was not checked" in capsys.readouterr().out


def test_each_mistake_is_named_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the language of the reader, with what would be right."""
    path = tmp_path / "map.yaml"
    path.write_text(MAP.replace("is: email, type: email", "is: e_mail, type: emial"), "utf-8")
    policy = str(SERVICES_APP / "policy.yaml")
    assert run(["map", "check", str(path), "--policy", policy, "--lang", "en"]) != Exit.OK
    said = capsys.readouterr().err
    assert f"{path}: line 4, column 34: `e_mail` is not declared under `data`" in said
    assert "did you mean `email`" in said
    assert run(["map", "check", str(path), "--lang", "ar"]) != Exit.OK
    assert "السطر" in capsys.readouterr().err


def test_what_is_in_force_decides_not_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A policy file beside ``apply`` is refused."""
    path = tmp_path / "map.yaml"
    path.write_text(MAP, encoding="utf-8")
    assert run(["map", "apply", str(path), "--policy", str(path)]) != Exit.OK
    assert "--policy" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["ar", "en"])
def test_of_two_files_each_line_says_which_it_is_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    """What is wrong with the policy is not looked for in the map."""
    path, policy = tmp_path / "map.yaml", tmp_path / "policy.yaml"
    path.write_text(MAP, encoding="utf-8")
    policy.write_text("amana: 1\nunknown: 1\n", encoding="utf-8")
    assert run(["map", "check", str(path), "--policy", str(policy), "--lang", language]) != Exit.OK
    said = capsys.readouterr().err
    assert str(policy) in said
    assert str(path) not in said
