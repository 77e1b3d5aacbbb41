"""Examples by name, the environments in which they run, and the rows that lead through them."""

from pathlib import Path
from threading import Thread

import pytest

from amana.cli.errors import ExamplesMissing, NoSuchExample, PackagesMissing, ShowAppEnded
from amana.cli.showing.environment import Installer
from amana.cli.showing.example import Example, Play, example, examples, shown_app
from amana.cli.showing.rows import Origins, WrongRows, rows_of

NOWHERE = "./no-such-folder\n"
EXAMPLES = [pytest.param(each, id=each.name) for each in examples()]


def _made(folder: Path, code: str) -> Example:
    """Write an example whose program is this."""
    package = folder / "made" / "made"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "demonstration.py").write_text(code, encoding="utf-8")
    return Example(name="made", folder=folder / "made")


def _play(folder: Path) -> Play:
    return Play(
        amana_url="http://127.0.0.1:1",
        key_file=folder / "key",
        data=folder / "data",
        mail_server="smtp://127.0.0.1:2",
        rate=1.0,
        rounds=0,
    )


def test_an_example_is_found_by_its_name(tmp_path: Path) -> None:
    """One that is not there is refused with those that are; without any, Amana came alone."""
    assert "services_app" in {each.name for each in examples()}
    with pytest.raises(NoSuchExample) as refused:
        example("no_such")
    assert "services_app" in str(refused.value.fields["known"])
    with pytest.raises(ExamplesMissing):
        example("services_app", tmp_path)
    _made(tmp_path, "")
    assert [each.name for each in examples(tmp_path)] == ["made"]
    assert example("made", tmp_path).requirements is None


@pytest.mark.parametrize("code", ["", "print('no line of JSON')", "print('[]')"])
def test_a_program_that_says_nothing_useful_has_ended(tmp_path: Path, code: str) -> None:
    """Its first line is where it can be opened; anything else is no start."""
    shown = _made(tmp_path, code)
    python = Installer(cache=tmp_path).python(shown.name, shown.requirements)
    with pytest.raises(ShowAppEnded), shown_app(shown, python, _play(tmp_path)):
        pass


def test_a_program_is_told_where_amana_and_its_mail_are(tmp_path: Path) -> None:
    """Its key comes in a file, and it ends with whoever started it."""
    said = (
        "import json, os, sys\n"
        "print(json.dumps({'url': os.environ['AMANA_APP_MAIL_SERVER'], 'officer': 'o@a.example',"
        " 'tags': None, 'source': {'name': 'own', 'address_file': sys.argv[4]}}), flush=True)\n"
        "sys.stdin.read()\n"
    )
    shown = _made(tmp_path, said)
    python = Installer(cache=tmp_path).python(shown.name, shown.requirements)
    with shown_app(shown, python, _play(tmp_path)) as app:
        assert app.url == "smtp://127.0.0.1:2"
        assert app.source == ("own", tmp_path / "data")
        assert not app.has_ended()
    assert app.has_ended()


def test_packages_that_cannot_be_had_leave_no_environment(tmp_path: Path) -> None:
    """What was begun does not count; what the installer said is told and kept."""
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(NOWHERE, encoding="utf-8")
    installer, heard = Installer(cache=tmp_path / "cache"), list[str]()
    with pytest.raises(PackagesMissing) as missing:
        installer.python("made", requirements, told=heard.append)
    log = Path(str(missing.value.fields["file"]))
    assert "no-such-folder" in log.read_text(encoding="utf-8")
    assert any("no-such-folder" in line for line in heard)
    assert not installer.is_ready("made", requirements)


def test_an_installation_that_was_stopped_is_no_environment(tmp_path: Path) -> None:
    """Whoever stops it gets its end at once, and nothing is installed after that."""
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(NOWHERE, encoding="utf-8")
    installer, ended = Installer(cache=tmp_path / "cache"), list[str]()

    def install() -> None:
        try:
            installer.python("made", requirements)
        except PackagesMissing:
            ended.append("ended")

    thread = Thread(target=install)
    thread.start()
    installer.stop()
    thread.join(60)
    assert ended == ["ended"]
    with pytest.raises(PackagesMissing):
        installer.python("made", requirements)
    assert not installer.is_ready("made", requirements)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_an_environment_is_made_once_and_again_after_a_cut(tmp_path: Path) -> None:
    """It holds Amana's client; without its mark everything in it is thrown away."""
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("# nothing of its own\n", encoding="utf-8")
    installer, heard = Installer(cache=tmp_path / "cache"), list[str]()
    try:
        python = installer.python("made", requirements, told=heard.append)
    except PackagesMissing as error:
        pytest.skip(f"packages cannot be installed here: {error}")
    assert installer.is_ready("made", requirements)
    assert any("amana" in line for line in heard)
    heard.clear()
    assert installer.python("made", requirements, told=heard.append) == python
    assert heard == []
    left, mark = python.parents[1] / "left", python.parents[1] / "installed"
    left.touch()
    mark.unlink()
    assert not installer.is_ready("made", requirements)
    assert installer.python("made", requirements, told=heard.append) == python
    assert heard
    assert not left.exists()


@pytest.mark.parametrize("shown", EXAMPLES)
def test_each_promise_has_a_row_and_each_row_a_promise(shown: Example) -> None:
    """In both languages, with a screen; an example without rows would show its policy alone."""
    assert shown.rows_file is not None
    rows = rows_of(shown, shown.policy().policy)
    assert [row.promise for row in rows if row.see is None or not (row.see.ar and row.see.en)] == []


def test_a_row_that_says_too_little_is_refused(tmp_path: Path) -> None:
    """One of no promise, one without a screen, one of no place; a file that is no mapping."""
    policy, made = example("services_app").policy().policy, _made(tmp_path, "")
    for text in ("W99: {screen: 'app:/'}", "W1: {see: {ar: x}}", "W1: {screen: 'sea:/'}", "- W1"):
        (made.folder / "rows.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(WrongRows):
            rows_of(made, policy)
    (made.folder / "rows.yaml").write_text("{}", encoding="utf-8")
    rows = {row.promise: row for row in rows_of(made, policy)}
    origins = Origins(amana="http://a", service="s", app=None)
    assert origins.url(rows["W1"]) == "http://a/s/privacy#p-W1"
