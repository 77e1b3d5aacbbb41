"""Two who fold choices at the same moment, as two workers may, wait in no circle."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from amana.acts.choices.fold import fold_choices
from amana.domain.choice.word import Word
from amana.storage import Storage
from amana.storage.roles import role_of

if TYPE_CHECKING:
    from tests.integration.acts.choices.conftest import Shop

PEOPLE = ("who-1", "who-2", "c-3")


@contextmanager
def _held(storage: Storage, service: str, person_key: bytes) -> Iterator[None]:
    """Hold a person as an act does that takes long."""
    with storage.administration() as connection:
        connection.execute(
            "select 1 from amana.person where service = %s and person_key = %s for update",
            [service, person_key],
        )
        yield


def _until_waiting(shop: "Shop", count: int) -> None:
    """Wait until so many of the service's transactions wait for a row."""
    deadline = time.monotonic() + 4
    while time.monotonic() < deadline:
        with shop.storage.administration() as connection:
            (row,) = connection.execute(
                "select count(*) from pg_stat_activity"
                " where usename = %s and wait_event_type = 'Lock'",
                [role_of(shop.service)],
            ).fetchall()
        if row["count"] == count:
            return
        time.sleep(0.02)
    pytest.fail(f"{count} never waited")


@pytest.mark.promise("M7")
def test_folds_of_one_moment_number_everybody_once(shop: "Shop") -> None:
    """Whoever was in another act meanwhile, and whichever fold came to them first."""
    for person in PEOPLE:
        shop.choose(Word.OPT_OUT, "offers", person=person)
    with shop.storage.reading(shop.service) as view:
        first, second, third = view.choice_sets.unnumbered()

    def fold() -> None:
        fold_choices(shop.storage, shop.service)

    with ThreadPoolExecutor(2) as pool:
        with ExitStack() as then, ExitStack() as last:
            with _held(shop.storage, shop.service, first):
                last.enter_context(_held(shop.storage, shop.service, second))
                then.enter_context(_held(shop.storage, shop.service, third))
                one = pool.submit(fold)
                _until_waiting(shop, 1)
            time.sleep(0.2)
            _until_waiting(shop, 1)
            then.close()
            other = pool.submit(fold)
            _until_waiting(shop, 2)
        one.result(timeout=30)
        other.result(timeout=30)
    with shop.storage.reading(shop.service) as view:
        assert sorted(view.persons.numbers_of((first, second, third)).values()) == [0, 1, 2]
        assert not view.choice_sets.unnumbered()
