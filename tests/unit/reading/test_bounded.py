"""The process that reads a file by itself ends at its bounds."""

import io
import json
import signal
import subprocess
import sys
import zipfile

import pytest

from amana.reading.bounded import ask
from amana.reading.errors import Damaged

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="module")
def wide() -> bytes:
    """Return a Word document of millions of elements, a few kilobytes large."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        head = f'<w:document xmlns:w="{WORD}"><w:body>'
        archive.writestr(
            "word/document.xml", head + "<w:p/>" * 6_000_000 + "</w:body></w:document>"
        )
    return made.getvalue()


def _read(data: bytes, *, seconds: int, megabytes: int) -> subprocess.CompletedProcess[bytes]:
    """Read a Word document as the program does, within these bounds."""
    command = [sys.executable, "-m", "amana.reading.docx_child", str(seconds), str(megabytes)]
    return subprocess.run(command, input=data, capture_output=True, check=False)


def test_a_word_document_gets_no_more_time_than_its_bound(wide: bytes) -> None:
    """The system ends the process when its seconds are used up."""
    done = _read(wide, seconds=1, megabytes=4_096)
    assert done.returncode == -signal.SIGXCPU
    assert done.stdout == b""


def test_a_word_document_gets_no_more_memory_than_its_bound(wide: bytes) -> None:
    """What does not fit is given up, by a reason that stands in the last line."""
    done = _read(wide, seconds=30, megabytes=220)
    assert json.loads(done.stdout.splitlines()[-1])["fault"] in ("endless", "damaged")


def test_a_program_that_ends_without_an_answer_has_not_read_the_file() -> None:
    """Its file counts as damaged."""
    with pytest.raises(Damaged):
        ask("amana.reading.there_is_none", b"", form="DOCX")
