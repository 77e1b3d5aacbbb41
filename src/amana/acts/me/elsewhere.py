"""The organisation's other databases that hold data about people, in the policy's own words.

They are named and not asked: what stands there about one person is in a whole copy, which a job
prepares (``acts.copies``). One whose map nobody approved is in no copy, and is not named.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from amana.acts.me.words import names_of_data
from amana.acts.sources.opening import map_of
from amana.domain.policy.model import Policy
from amana.domain.words import Words
from amana.storage.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A source that holds data about people."""

    source: str
    categories: tuple[Words, ...]
    """Which, by its map; none where it names tables alone."""


def held_elsewhere(view: View) -> tuple[str, ...]:
    """Return the names of the sources that a whole copy is made of, beside our own records."""
    return tuple(name for name, _ in _approved(view))


def show_elsewhere(view: View, policy: Policy) -> tuple[Elsewhere, ...]:
    """Return the same with what each holds."""
    return tuple(
        Elsewhere(source=name, categories=names_of_data(policy, _categories(view, name, version)))
        for name, version in _approved(view)
    )


def _approved(view: View) -> Iterator[tuple[str, int]]:
    for entry in view.sources.listed():
        if entry.approved is not None:
            yield entry.name, entry.approved


def _categories(view: View, name: str, version: int) -> tuple[str, ...]:
    tables = map_of(view, name, version).tables.values()
    return tuple(dict.fromkeys(it.category for table in tables for it in table.columns))
