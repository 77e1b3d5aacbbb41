"""Files as a source: what is written as it was, and what is refused."""

import fcntl
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.domain.source.outcome import Correction, Erased, Sought
from amana.domain.source.parse import parse
from amana.sources.errors import (
    FileRefused,
    FileUnfit,
    MapUnfit,
    SourceTooSlow,
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


def test_what_stays_stands_as_it_did(folder: Path) -> None:
    """Quotes, line ends and empty lines are kept; a changed field is quoted as it was."""
    source(folder).erase([ANN])
    assert contents(folder) == {
        "user.csv": b"email,id,name,frozen\nbob@x.example,2,Bob,\n",
        "note.csv": b'"id","user_id","text"\r\n7,,"gone"\r\n\r\n8,2,three\r\n9,,"gone"\r\n',
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"id": 7, "user_id": 1, "text": "a"}', '{"id": 7, "user_id": null, "text": "gone"}'),
        ('{"user_id":1.0,"id":7}', '{"user_id":1.0,"id":7}'),
        ('{ "text":{"a":[1,2]},"user_id" : "1"}', '{ "text":"gone","user_id" : null}'),
        ('{"user_id": 1, "n": 1e400}', '{"user_id": null, "n": 1e400, "text": "gone"}'),
    ],
)
def test_json_lines_keep_their_own_writing(folder: Path, before: str, after: str) -> None:
    """Only the values that change are written anew, numbers as they were."""
    (folder / "note.csv").unlink()
    other = '{"user_id": 2, "text": "سلام", "id": 0.10}\n'
    (folder / "note.jsonl").write_text(f"\n{before}\n{other}", "utf-8")
    source(folder).erase([ANN])
    assert (folder / "note.jsonl").read_text("utf-8") == f"\n{after}\n{other}"


def test_a_byte_order_mark_stays_before_a_line_that_changes(folder: Path) -> None:
    """In JSON Lines it stands before the first record itself; an empty file has no records."""
    (folder / "note.csv").unlink()
    (folder / "note.jsonl").write_text("")
    assert [each.found for each in source(folder).find([ANN])] == [1, 0]
    (folder / "note.jsonl").write_text('{"user_id": 1, "text": "a"}\n', "utf-8-sig")
    source(folder).erase([ANN])
    changed = '{"user_id": null, "text": "gone"}\n'
    assert (folder / "note.jsonl").read_bytes() == changed.encode("utf-8-sig")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_an_encoding_is_kept(folder: Path, encoding: str) -> None:
    """By its byte order mark, or as it was declared."""
    text = USERS.replace("Bob", "سعيد")
    (folder / "user.csv").write_bytes(text.encode(encoding))
    (folder / "note.csv").write_bytes(NOTES.encode("ascii"))
    declared = "cp1256" if encoding == "cp1256" else "utf-8"
    FileSource(folder, parse(MAP), encoding=declared).erase([ANN])
    assert (folder / "user.csv").read_bytes() == (
        text.replace("ann@x.example,1,Ann,\n", "").encode(encoding)
    )


def test_a_sign_that_the_encoding_does_not_know_changes_nothing(folder: Path) -> None:
    """Nothing is put in place, and nothing is left beside."""
    before = contents(folder)
    asked = FileSource(folder, parse(MAP), encoding="cp1256")
    with pytest.raises(FileUnfit) as unfit:
        asked.correct(ANN, [Correction(table="user", column="name", value="漢")])
    assert unfit.value.fields == {"table": "user", "line": 2, "what": "sign"}
    assert contents(folder) == before


def test_marks_are_written_as_the_file_writes_them(folder: Path) -> None:
    """By digits where it does, by words where nothing stands, bare in JSON."""
    other = "  other: {erase: delete, person: {email: e}, restrict: f}\n"
    text = MAP.split("  note:", maxsplit=1)[0] + other
    (folder / "other.jsonl").write_text('{"e":"ann@x.example","f":false}\n{"e":"b","f":null}\n')
    (folder / "user.csv").write_text(USERS.replace("Ann,", "Ann,0"))
    person = Sought(person="p", identifiers={"email": ("ann@x.example", "b")})
    assert source(folder, text=text).restrict([person]).rows == 3
    assert (folder / "other.jsonl").read_text() == (
        '{"e":"ann@x.example","f":true}\n{"e":"b","f":true}\n'
    )
    assert "Ann,1\n" in (folder / "user.csv").read_text()


BAD: dict[str, tuple[str, bytes, int, str]] = {
    "not text": ("user.csv", b"email,id,name,frozen\n\xff,1,a,\n", 1, "encoding"),
    "quote left open": ("user.csv", b'email,id,name,frozen\n"a,1,a,\n', 3, "quoting"),
    "sign after a quote": ("user.csv", b'email,id,name,frozen\n"a"b,1,a,\n', 2, "quoting"),
    "field too many": ("user.csv", USERS.encode() + b"a,b,c,d,e\n", 4, "fields"),
    "name twice": ("user.csv", b"email,id,name,frozen,Email\n", 1, "header"),
    "no header": ("user.csv", b"", 1, "header"),
    "long line": ("user.csv", USERS.encode() + b"a" * 200, 4, "length"),
    "fields too many": ("user.csv", b"email,id,name,frozen,a,b,c,d,e\n", 1, "fields"),
    "no object": ("note.jsonl", b"[1]\n", 1, "json"),
    "member twice": ("note.jsonl", b'{"a":1,"a":2}\n', 1, "json"),
    "inner member twice": ("note.jsonl", b'{"a":{"b":1,"b":2}}\n', 1, "json"),
    "no number": ("note.jsonl", b'\n{"a":NaN}\n', 2, "json"),
    "cut off": ("note.jsonl", b'{"a":1', 1, "json"),
    "more after it": ("note.jsonl", b'{"a":1} {}\n', 1, "json"),
    "half a sign": ("note.jsonl", b'{"a":"\\ud800"}\n', 1, "encoding"),
    "too deep": ("note.jsonl", b'{"a":' + b"[" * 40 + b"]" * 40 + b"}\n", 1, "depth"),
    "names alike": ("note.jsonl", b'{"a":1,"A":2}\n', 1, "fields"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_is_not_right_is_named_with_its_line(folder: Path, case: str) -> None:
    """Nothing is guessed and nothing is changed, in any file."""
    name, text, line, what = BAD[case]
    if name == "note.jsonl":
        (folder / "note.csv").unlink()
    (folder / name).write_bytes(text)
    before = contents(folder)
    with pytest.raises(FileUnfit) as unfit:
        source(folder, limits=FileLimits(line_characters=150, fields=8)).erase([ANN])
    table = name.split(".", maxsplit=1)[0]
    assert unfit.value.fields == {"table": table, "line": line, "what": what}
    assert contents(folder) == before


def _link(folder: Path) -> None:
    (folder / "user.csv").rename(folder.parent / "elsewhere")
    (folder / "user.csv").symlink_to(folder.parent / "elsewhere")


def _pipe(folder: Path) -> None:
    (folder / "user.csv").unlink()
    os.mkfifo(folder / "user.csv")


REFUSED: dict[str, Callable[[Path], object]] = {
    "link": _link,
    "hard_link": lambda folder: (folder / "again").hardlink_to(folder / "user.csv"),
    "twice": lambda folder: (folder / "user.jsonl").touch(),
    "size": lambda folder: os.truncate(folder / "user.csv", 2000),
    "kind": _pipe,
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_file_of_its_own_is_refused(folder: Path, what: str) -> None:
    """A link would lead out, and another name would keep what is erased."""
    REFUSED[what](folder)
    with pytest.raises(FileRefused) as refused:
        source(folder, limits=FileLimits(file_bytes=1000)).find([ANN])
    assert refused.value.fields == {"table": "user", "what": what}


def test_a_folder_that_is_none_cannot_be_reached(folder: Path) -> None:
    """Neither one that is not there nor a link to one."""
    (folder.parent / "link").symlink_to(folder)
    for name in ("link", "nothing", "data/user.csv"):
        with pytest.raises(SourceUnreachable):
            source(folder.parent / name).find([ANN])


def test_tables_and_columns_that_are_not_there_are_named(folder: Path) -> None:
    """As with a database, before anything happens; a name of a table leads nowhere else."""
    for old, new, code in [
        ("  note:", "  note:\n    table: ../data/note", "source.table_missing"),
        ("  note:", "  note:\n    table: gone", "source.table_missing"),
        ("  note:", "  note:\n    schema: s", "source.table_missing"),
        ("{name:", "{nam:", "source.column_missing"),
    ]:
        with pytest.raises(MapUnfit) as unfit:
            source(folder, text=MAP.replace(old, new)).find([ANN])
        assert [each.code for each in unfit.value.misfits] == [code]
    assert set(source(folder).structure().tables) == {"user", "note"}


def test_rights_and_owner_are_kept(folder: Path) -> None:
    """The new file is to be read by those who read the old one, and by nobody else."""
    (folder / "user.csv").chmod(0o640)
    if os.geteuid() == 0:
        os.chown(folder / "user.csv", 12345, 23456)
    before = (folder / "user.csv").stat()
    source(folder).erase([ANN])
    after = (folder / "user.csv").stat()
    assert after.st_ino != before.st_ino
    assert (stat.S_IMODE(after.st_mode), after.st_uid, after.st_gid) == (
        0o640,
        before.st_uid,
        before.st_gid,
    )


def test_a_locked_folder_is_given_up_in_time(folder: Path) -> None:
    """Another program that holds the folder's lock is not written over."""
    before = contents(folder)
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(SourceTooSlow):
            source(folder).erase([ANN])
    finally:
        os.close(held)
    assert contents(folder) == before


@pytest.mark.promise("A23")
def test_what_stays_in_a_file_is_said_of_each_person_and_foreseen(folder: Path) -> None:
    """Before anything is in place; who has nothing that stays is not named."""
    keeping = MAP.replace(
        "erase: constant, value: gone", "erase: keep, reason: Tax law, until: P10Y"
    )
    nobody = Sought(person="n", identifiers={"email": ("n@x.example",)}, pseudonym=ANN.pseudonym)
    foreseen: list[object] = []

    def foresee(about: Erased) -> None:
        """Keep what is said, and whether the files are still as they were."""
        foreseen.append((about.tables, about.kept_of, contents(folder) == before))

    before = contents(folder)
    done = source(folder, text=keeping).erase([nobody, ANN], foresee=foresee)
    assert done.kept_of == {"p": {"note": 2}}
    assert foreseen == [(done.tables, done.kept_of, True)]
    assert contents(folder) != before


def test_every_identifier_in_files_can_be_gone_through(folder: Path) -> None:
    """Of the kinds that are asked for, whoever's it is."""
    found = list(source(folder).cells({"email"}))
    assert [(each.table, each.column, each.value) for each in found] == [
        ("user", "email", "ann@x.example"),
        ("user", "email", "bob@x.example"),
    ]
    assert not list(source(folder).cells({"phone"}))
