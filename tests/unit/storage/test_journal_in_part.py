"""An erasure in part stands in the journal beside whole ones, and is read apart from them."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from amana.storage.erasures import Journal, Journaled, JournaledPart
from amana.storage.errors import JournalDamaged

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
PART = JournaledPart(
    at=AT,
    request=UUID(int=8),
    person_key=bytes(32),
    fields={"profile": frozenset({"phone", "email"}), "order": frozenset({"address"})},
)
WHOLE = Journaled(at=AT, erasure=UUID(int=7), person_key=bytes(32))


@pytest.mark.promise("A29")
def test_parts_and_whole_erasures_are_read_each_by_itself(tmp_path: Path) -> None:
    """As they were written, in their order; a service without a journal has none."""
    journal = Journal(tmp_path)
    for line in (WHOLE, PART, WHOLE):
        journal.append("shop", line)
    assert journal.parts("shop") == (PART,)
    assert journal.read("shop") == (WHOLE, WHOLE)
    assert journal.parts("other") == ()
    lines = journal.path("shop").read_text(encoding="ascii").splitlines()
    assert " order:address,profile:email+phone " in lines[1]


@pytest.mark.parametrize(
    "fields", ["", "profile", "profile:", "Profile:email", "profile:e-mail", "a:b,c", "a:b x"]
)
def test_a_line_of_fields_that_are_none_is_damaged(tmp_path: Path, fields: str) -> None:
    """Also where its check is right."""
    said = f"4 {AT.isoformat()} {UUID(int=8)} {bytes(32).hex()} {fields}"
    check = hashlib.sha256(said.encode("ascii")).hexdigest()[:16]
    journal = Journal(tmp_path)
    journal.path("shop").write_text(f"{said} {check}\n", encoding="ascii")
    with pytest.raises(JournalDamaged):
        journal.parts("shop")
    with pytest.raises(JournalDamaged):
        journal.read("shop")
