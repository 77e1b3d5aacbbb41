"""Public pages: what the operator planted in the service shows on none of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.planted import planted_values
from amana.acts.probes.public_pages import PROBE
from amana.acts.probes.sites import site_of
from amana.acts.probes.wire import LARGEST_PAGE, Wire
from amana.domain.evidence.proof import Level, State

if TYPE_CHECKING:
    from tests.integration.probes.conftest import House, Serve

HIDDEN = "P1: {protect: [email], by: [not_public]}"
BOTH = "P2: {protect: [email, phone], by: [not_public]}"
NEVER = "P3: {never: [email], as: [publish]}"
LINKS = "P4: {scope: external}"
HTML = {"content-type": "text/html; charset=utf-8"}
VALUES = {"email": ("planted.person@house.example",)}


def _page(*links: str, says: str = "") -> tuple[int, Mapping[str, str], bytes]:
    """Return a page with links."""
    shown = "".join(f'<a href="{link}">x</a>' for link in links)
    return (200, HTML, f"<html><body>{shown}<p>{says}</p></body></html>".encode())


def test_pages_without_the_values_keep_the_promise(house: "House", serve: "Serve") -> None:
    """Only what was looked at whole: no value of the other category is planted, no link judged."""
    house.promise(HIDDEN, BOTH, NEVER, LINKS)
    with serve(
        {"/": _page("/about", "https://elsewhere.example/", "http://[", "/ü"), "/about": _page("/")}
    ) as url:
        run = house.look(PROBE, url, values=VALUES)
    assert run.looked is not None
    assert run.looked.seen["pages"] == 2
    assert (house.standing("P1").state, house.standing("P1").level) == (State.KEPT, Level.OBSERVED)
    assert house.standing("P2").state is State.UNPROVEN
    assert house.standing("P4").state is State.UNPROVEN
    assert house.standing("P3").state is State.UNPROVEN


@pytest.mark.parametrize(
    "shown",
    [
        "planted.person@house.example",
        "mailto:PLANTED.PERSON@HOUSE.EXAMPLE",
        "planted.person%40house.example",
        "cGxhbnRlZC5wZXJzb25AaG91c2UuZXhhbXBsZQ==",
    ],
)
def test_a_value_on_a_public_page_breaks_every_promise_about_it(
    house: "House", serve: "Serve", shown: str
) -> None:
    """However it is written and however deep it lies, also where it is promised never to be."""
    house.promise(HIDDEN, BOTH, NEVER)
    pages = {"/": _page("list?page=2"), "/list?page=2": _page(says=shown)}
    with serve(pages) as url:
        run = house.look(PROBE, url, values=VALUES)
    assert run.looked is not None
    assert [fault.place for fault in run.looked.faults] == [f"{url}/list"]
    assert {house.standing(each).state for each in ("P1", "P2", "P3")} == {State.BROKEN}


def test_a_walk_has_an_end(house: "House", serve: "Serve") -> None:
    """Pages that lead to ever new ones are read up to a bound; redirects are pages too."""
    house.promise(HIDDEN)
    endless = {f"/{n}": _page(f"/{n + 1}", f"/{n}/..//x") for n in range(200)}
    with serve(endless | {"/": (302, {"location": "/0"}, b"")}) as url:
        run = house.look(PROBE, url, values=VALUES)
    assert run.looked is not None
    assert 20 < int(str(run.looked.seen["pages"])) < 60


def test_without_a_planted_value_nothing_can_be_looked_for(house: "House", serve: "Serve") -> None:
    """Nor where no address is known, or no page answers."""
    house.promise(HIDDEN)
    assert house.look(PROBE).unseen is Unseen.NO_ADDRESS
    with serve({}) as url:
        other = {"phone": ("+97455501234987",)}
        assert house.look(PROBE, url, values=other).unseen is Unseen.NOTHING_PLANTED
        assert house.look(PROBE, url, values=VALUES).unseen is Unseen.UNREACHABLE


def test_planted_values_are_read_strictly(tmp_path: Path) -> None:
    """A file a service; what is too short to be found by chance is refused."""
    assert planted_values(tmp_path, "shop") == {}
    file = tmp_path / "shop.toml"
    file.write_text(
        'email = "planted@house.example"\nname = ["مزروعة الدار", "Planted House"]\n', "utf-8"
    )
    assert planted_values(tmp_path, "shop")["name"] == ("مزروعة الدار", "Planted House")
    wrong = ("email = ", 'email = "short"', "email = 5", "email = []", "email = {}")
    many = "\n".join(f'a{n} = "value number {n}"' for n in range(51))
    for text in (*wrong, many, "# " + "x" * 70_000):
        file.write_text(text, "utf-8")
        with pytest.raises(CannotLook):
            planted_values(tmp_path, "shop")


def test_of_a_huge_page_the_beginning_is_read(house: "House", serve: "Serve") -> None:
    """Two megabytes are enough; what leads further may stand in them."""
    house.promise(HIDDEN)
    with serve({"/": (200, HTML, b"x" * (3 << 20))}) as url:
        assert house.look(PROBE, url, values=VALUES).looked is not None
        assert len(Wire().get(site_of(url)).body) == LARGEST_PAGE
        with pytest.raises(CannotLook):
            Wire(patience_s=0.0).get(site_of(url))
