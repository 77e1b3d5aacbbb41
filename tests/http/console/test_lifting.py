"""A restriction at the desk: carried out, announced before it ends, and lifted only after that."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.http.console.conftest import Shop


@pytest.mark.promise("A22")
def test_a_restriction_is_not_lifted_before_its_person_was_told(shop: "Shop") -> None:
    """Each button does its own deed; one that is none does nothing."""
    request = shop.ask("p-1", kind="restriction")
    assert shop.send(f"requests/{request}/carry-out").status_code == 303
    assert "/sure/announce-lifting" in shop.page(f"requests/{request}")
    early = shop.send(f"requests/{request}/lift")
    assert early.status_code == 403
    assert shop.send(f"requests/{request}/announce-lifting").status_code == 303
    page = shop.page(f"requests/{request}")
    assert "/sure/announce-lifting" not in page
    assert shop.send(f"requests/{request}/lift").status_code == 403
    assert shop.send(f"requests/{request}/lift-all").status_code == 422
