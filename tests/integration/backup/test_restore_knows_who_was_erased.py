"""After a restore the look for who came back still knows those who were erased since."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.acts.act import Actor, Role
from amana.acts.erase import erase
from amana.assembly import opened
from amana.storage.archive.manifest import Part

if TYPE_CHECKING:
    from tests.integration.backup.conftest import Installation


@pytest.mark.promise("A1")
def test_who_was_erased_since_the_backup_is_known_by_hash_after_a_restore(
    here: "Installation", shelf: Path
) -> None:
    """The journal erases again, and brings the hashes that the backup does not have."""
    with opened(here.settings) as storage:
        storage.create_service("shop")
        here.fill(storage, "shop", 4, persons=2)
    taken = here.back_up(shelf / "kept")
    with opened(here.settings) as storage:
        erase(storage, "shop", person="person-1", actor=Actor(role=Role.OPERATOR, label="t"))
        here.publish(storage, "shop")
    restored = here.restore(taken.parts[Part.DATA].parent, replace=True)
    assert [each.replayed for each in restored.services] == [1]
    with opened(here.settings) as storage, storage.reading("shop") as view:
        looks = [view.erased_looks.look("own", person) for person in ("person-0", "person-1")]
        assert view.erased_looks.known("crm", looks).keys() == {looks[1]}
