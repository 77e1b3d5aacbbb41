"""What Amana says of the store once its story was told, at its doors and in a browser."""

from typing import TYPE_CHECKING

import pytest
from counted import note_states
from secured import Certified

if TYPE_CHECKING:
    from tests.examples.store.conftest import Shop

pytestmark = pytest.mark.xdist_group("store")
ATTESTED = (
    "M2-card", "M3-ip", "M9", "M12", "M12-payment", "M12-merger", "M14", "M15", "M17",
)  # fmt: skip
UNPROVEN = {
    "M13",  # the browser's story shows it
}
"""What cannot be shown on one machine, and why, is said in the example's README."""


@pytest.mark.promise("M14")
def test_after_the_story_the_report_shows_no_promise_broken(
    shop: "Shop", certified: Certified, request: pytest.FixtureRequest
) -> None:
    """Probes look, an officer vouches for what no act shows; what is left unproven is named."""
    shop.run_retention()
    shop.attest(*ATTESTED)
    runs = shop.look()
    assert not [name for name, run in runs.items() if run.looked and run.looked.broken]
    assert shop.running.look_over_tls(certified).kept == {"M14"}
    states = shop.states()
    left = {name: state for name, state in states.items() if state not in {"kept", "due", "stated"}}
    assert set(left.values()) <= {"unproven"}
    assert set(left) - UNPROVEN == set()
    note_states(request.node, "store", shop.amana.policy().promises)
