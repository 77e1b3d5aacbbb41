"""The journal of erasures: what was promised is found again, and nothing that was not."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from amana.domain.person.identifiers import IdentifierKind
from amana.storage.erasures import Journal, Journaled
from amana.storage.errors import JournalDamaged

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
PINNED = "95ac80348b668493"


def _line(number: int) -> Journaled:
    return Journaled(
        at=AT + timedelta(microseconds=number),
        erasure=UUID(int=number),
        person_key=number.to_bytes(32, "big"),
    )


def test_lines_come_back_in_their_order(tmp_path: Path) -> None:
    """What was appended is read, each service for itself, from a file that only we read."""
    journal = Journal(tmp_path / "erasures")
    for number in range(3):
        journal.append("shop", _line(number))
    assert journal.read("shop") == tuple(_line(number) for number in range(3))
    assert journal.read("store") == ()
    assert journal.path("shop").stat().st_mode & 0o777 == 0o600
    assert journal.path("shop").parent.stat().st_mode & 0o777 == 0o700


def test_the_form_is_pinned(tmp_path: Path) -> None:
    """A journal that was written once is read for ever."""
    journal = Journal(tmp_path)
    journal.append("shop", _line(1))
    assert journal.path("shop").read_text() == (
        "1 2026-11-22T10:00:00.000001+00:00 00000000-0000-0000-0000-000000000001 "
        f"{1:064x} {PINNED}\n"
    )


@pytest.mark.parametrize("cut", [1, 2, 40, 130])
def test_a_line_that_a_crash_cut_is_passed_over_and_written_over(tmp_path: Path, cut: int) -> None:
    """The erasure of a cut line never committed; the next one takes its place."""
    journal = Journal(tmp_path)
    for number in range(2):
        journal.append("shop", _line(number))
    size = journal.path("shop").stat().st_size
    os.truncate(journal.path("shop"), size - cut)
    assert journal.read("shop") == (_line(0),)
    journal.append("shop", _line(2))
    assert journal.read("shop") == (_line(0), _line(2))


@pytest.mark.parametrize("place", range(0, 150, 7))
def test_a_changed_byte_stops_the_reader(tmp_path: Path, place: int) -> None:
    """A journal that lost an erasure would let somebody come back: it is not read past."""
    journal = Journal(tmp_path)
    for number in range(2):
        journal.append("shop", _line(number))
    data = bytearray(journal.path("shop").read_bytes())
    data[place] ^= 1
    journal.path("shop").write_bytes(data)
    with pytest.raises(JournalDamaged) as damaged:
        journal.read("shop")
    assert damaged.value.fields == {"service": "shop", "line": 1}


PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID
from amana.storage.erasures import Journal, Journaled
folder, first = sys.argv[1:]
for number in range(int(first), int(first) + 50):
    line = Journaled(at=datetime.now(UTC), erasure=UUID(int=number), person_key=bytes(32))
    Journal(Path(folder)).append("shop", line)
"""


def test_two_programs_write_whole_lines(tmp_path: Path) -> None:
    """Nothing of one line stands in another's."""
    programs = [
        subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path), first])
        for first in ("0", "1000")
    ]
    assert [program.wait() for program in programs] == [0, 0]
    found = {line.erasure.int for line in Journal(tmp_path).read("shop")}
    assert found == {*range(50), *range(1000, 1050)}


def test_a_line_keeps_the_hashes_of_addresses(tmp_path: Path) -> None:
    """They come back as they were; another form, or a kind that is none, is damage."""
    journal = Journal(tmp_path)
    looks = ((IdentifierKind.EMAIL, b"e" * 32), (IdentifierKind.PHONE, b"p" * 32))
    line = replace(_line(1), suppressed=looks)
    journal.append("shop", line)
    journal.append("shop", _line(2))
    assert journal.read("shop") == (line, _line(2))
    text = journal.path("shop").read_text()
    assert text.startswith("2 ")
    assert f" email:{'65' * 32},phone:{'70' * 32} " in text
    journal.path("shop").write_text(text.replace("email:", "name:"))
    with pytest.raises(JournalDamaged):
        journal.read("shop")


def test_many_addresses_do_not_hide_where_a_line_ends(tmp_path: Path) -> None:
    """The longest line is still found whole when the next one is written."""
    journal = Journal(tmp_path)
    looks = tuple((IdentifierKind.EMAIL, number.to_bytes(32, "big")) for number in range(600))
    journal.append("shop", replace(_line(1), suppressed=looks))
    journal.append("shop", _line(2))
    first, second = journal.read("shop")
    assert len(first.suppressed) == 500
    assert second == _line(2)
