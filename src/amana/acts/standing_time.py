"""From when to when each promise of a version was made in the same terms."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import takewhile

from amana.acts.in_force import published
from amana.domain.policy.model import Policy, Promise
from amana.storage.evidence import Window
from amana.storage.policies import VersionRow
from amana.storage.work import View

_Step = tuple[datetime, Policy]
"""A version: when it takes effect, and what it promises."""


def windows(view: View, policy: Policy, number: int) -> Mapping[str, Window]:
    """Return for each promise of version ``number`` the time in which it was made as it is there.

    What was done, or attested, under the same id when it promised something else shows nothing
    of what it promises now. A change of the quoted sentences alone is no other promise.
    """
    versions = view.policies.versions()
    past = _steps(view, [row for row in versions if row.number <= number])
    later = _steps(view, [row for row in reversed(versions) if row.number > number])
    return {made.id: _window(made, past, later) for made in policy.promises.values()}


def _window(made: Promise, past: Sequence[_Step], later: Sequence[_Step]) -> Window:
    """Return from when the versions up to this one make it, and when a later one no more does."""
    unbroken = [effect for effect, _ in takewhile(lambda step: _makes(step, made), past)]
    ended = [effect for effect, policy in later if not _makes((effect, policy), made)]
    return Window(
        since=unbroken[-1] if 0 < len(unbroken) < len(past) else None,
        until=ended[0] if ended else None,
    )


def _makes(step: _Step, made: Promise) -> bool:
    """Tell whether the version makes this promise under the same id."""
    other = step[1].promises.get(made.id)
    return other is not None and (other.kind.name, other.form) == (made.kind.name, made.form)


def _steps(view: View, versions: Sequence[VersionRow]) -> list[_Step]:
    return [(version.effective_at, published(view, version).policy) for version in versions]
