"""A line of the journal keeps the hashes by which who comes back is known."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from amana.domain.person.identifiers import IdentifierKind
from amana.storage.erasures import Journal, Journaled

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
OUT = ((IdentifierKind.EMAIL, bytes(32)),)
LOOKS = (("email", bytes(31) + b"\1"), ("own", bytes(31) + b"\2"))


@pytest.mark.parametrize(
    ("suppressed", "looks", "form"),
    [((), (), "1"), (OUT, (), "2"), (OUT, LOOKS, "3"), ((), LOOKS, "3")],
)
def test_a_line_is_read_as_it_was_written(
    tmp_path: Path,
    suppressed: tuple[tuple[IdentifierKind, bytes], ...],
    looks: tuple[tuple[str, bytes], ...],
    form: str,
) -> None:
    """Its form says what stands in it, and an older form is read as ever."""
    line = Journaled(
        at=AT, erasure=UUID(int=7), person_key=bytes(32), suppressed=suppressed, looks=looks
    )
    journal = Journal(tmp_path)
    journal.append("shop", line)
    assert journal.read("shop") == (line,)
    assert journal.path("shop").read_text(encoding="ascii").startswith(f"{form} ")
