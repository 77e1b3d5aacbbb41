"""Files as a source: what others write meanwhile, and what a kill leaves."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.sources.errors import (
    SourceUnreachable,
)
from amana.sources.files.file_source import FileSource
from amana.sources.files.lines import LIMITS, FileLimits
from amana.sources.opening import Limits

MAP = """\
amana: 1
service: shop
source: files
approved: true
tables:
  user:
    erase: delete
    person: {email: email}
    fold: [email]
    restrict: frozen
    columns: {name: {is: name}}
  note:
    erase: change
    via: {user: {table: user, on: {user_id: id}, clear: true}}
    columns: {text: {is: note, erase: constant, value: gone}}
"""
USERS = "email,id,name,frozen\nann@x.example,1,Ann,\nbob@x.example,2,Bob,\n"
NOTES = '"id","user_id","text"\r\n7,1,"one, ""two"""\r\n\r\n8,2,three\r\n9,1,"four\nfive"\r\n'
ANN = Sought(person="p", identifiers={"email": ("Ann@x.example",)}, pseudonym="erased-" + "1" * 17)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with two tables."""
    made = tmp_path / "data"
    made.mkdir()
    (made / "user.csv").write_bytes(USERS.encode())
    (made / "note.csv").write_bytes(NOTES.encode())
    return made


def source(folder: Path, *, text: str = MAP, limits: FileLimits = LIMITS) -> FileSource:
    """Return the source."""
    return FileSource(folder, parse(text), Limits(lock_seconds=1), file_limits=limits)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file, hidden ones as well."""
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_a_file_that_another_changes_meanwhile_is_left_alone(folder: Path) -> None:
    """A program that does not ask for the lock loses nothing that it wrote."""
    command = [sys.executable, "-c", MEANWHILE, str(folder)]
    said = subprocess.run(command, input=MAP, text=True, check=True, capture_output=True)
    assert said.stdout == "source.file_changed (table=note)\n"
    assert set(contents(folder)) == {"user.csv", "note.csv"}
    assert (folder / "user.csv").read_text() == USERS
    assert (folder / "note.csv").read_bytes() == NOTES.encode() + b"10,2,new\r\n"


BEGIN = """
import os, signal, sys
from amana.domain.errors import AmanaError
from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.sources.files.file_source import FileSource
ann = Sought(person="p", identifiers={"email": ("ann@x.example",)}, pseudonym="e" * 24)
source = FileSource(sys.argv[1], parse(sys.stdin.read()))
"""
MEANWHILE = (
    BEGIN
    + """
done = []
def appended(event, arguments):
    if event == "open" and ".amana-new-1" in str(arguments[0]) and not done:
        done.append(1)
        with open(sys.argv[1] + "/note.csv", "ab") as file:
            file.write(b"10,2,new\\r\\n")
sys.addaudithook(appended)
try:
    source.erase([ann])
except AmanaError as error:
    print(error)
"""
)
AGAIN = (
    BEGIN
    + """
def written(event, arguments):
    if event == "os.remove" and ".amana-journal" in str(arguments[0]):
        with open(sys.argv[1] + "/user.csv", "ab") as file:
            file.write(b"ann@x.example,1,Ann,\\n")
sys.addaudithook(written)
try:
    source.erase([ann])
except AmanaError as error:
    print(error)
"""
)
FULL = (
    BEGIN
    + """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
try:
    source.erase([ann])
except AmanaError as error:
    print(error)
"""
)
STUCK = (
    BEGIN
    + """
def refuse(event, arguments):
    if event == "os.rename" and ".amana-new-1" in str(arguments[0]):
        raise OSError(5, "")
sys.addaudithook(refuse)
try:
    source.erase([ann])
except AmanaError as error:
    print(error)
"""
)


def said_by(program: str, folder: Path) -> str:
    """Return what a program prints that is run with the folder."""
    command = [sys.executable, "-c", program, str(folder)]
    return subprocess.run(command, input=MAP, text=True, check=True, capture_output=True).stdout


def test_what_another_writes_back_is_noticed(folder: Path) -> None:
    """What is in place is read again, after it can no more be taken back."""
    assert said_by(AGAIN, folder) == "source.rows_came_back (count=1, table=user)\n"


def test_a_full_disk_changes_nothing(folder: Path) -> None:
    """The system's own word for it is named; nothing is left beside."""
    before = contents(folder)
    assert said_by(FULL, folder) == "source.failed (reason=EFBIG)\n"
    assert contents(folder) == before


def test_what_stopped_half_way_is_ended_by_the_next(folder: Path) -> None:
    """A file that could not take its place takes it later."""
    assert said_by(STUCK, folder) == "source.failed (reason=EIO)\n"
    assert ".amana-journal" in contents(folder)
    assert [each.found for each in source(folder).find([ANN])] == [0, 0]
    assert set(contents(folder)) == {"user.csv", "note.csv"}


def test_a_file_that_is_gone_when_a_kill_is_mended_is_not_made_anew(folder: Path) -> None:
    """Whoever took it away meant it; what was to take its place goes."""
    (folder / ".amana-new-0").write_text(USERS)
    (folder / ".amana-journal").write_text(
        '[{"new": ".amana-new-0", "name": "gone.csv", "identity": [1, 1, 1]}]'
    )
    assert [each.found for each in source(folder).find([ANN])] == [1, 2]
    assert set(contents(folder)) == {"user.csv", "note.csv"}


KILLED = (
    BEGIN
    + """
left = int(sys.argv[2])
def count(event, arguments):
    global left
    if event in {"os.rename", "os.remove", "open"} and ".amana-" in str(arguments[0]):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
source.erase([ann])
"""
)


@pytest.mark.promise("A23")
@pytest.mark.parametrize("step", range(1, 12))
def test_killed_at_any_step_all_files_change_or_none(folder: Path, step: int) -> None:
    """Whatever is asked next ends it or takes it back; nothing written beside stays."""
    before = contents(folder)
    command = [sys.executable, "-c", KILLED, str(folder), str(step)]
    died = subprocess.run(command, input=MAP, text=True, check=False)
    assert died.returncode in {0, -signal.SIGKILL}
    counts = [each.found for each in source(folder).find([ANN])]
    assert set(contents(folder)) == {"user.csv", "note.csv"}
    if contents(folder) == before:
        assert counts == [1, 2]
    else:
        assert counts == [0, 0]
        assert b"ann@" not in (folder / "user.csv").read_bytes()
        assert (folder / "note.csv").read_bytes().count(b"gone") == 2
    if not died.returncode:
        assert step > 6


def test_a_journal_that_leads_elsewhere_is_not_followed(folder: Path) -> None:
    """Whoever can write there moves no file of another folder."""
    (folder / ".amana-journal").write_text('[{"new":"../x","name":"user.csv","identity":[1,1,1]}]')
    with pytest.raises(SourceUnreachable):
        source(folder).find([ANN])
    assert (folder / "user.csv").read_text() == USERS
