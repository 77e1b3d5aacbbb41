"""Show the latest versions of a policy, each with what it changed."""

from itertools import pairwise
from typing import Final

from amana.acts.feed_page import FeedEntry, FeedPage
from amana.acts.in_force import NoPolicyInForce, published
from amana.acts.show_changes import change_views
from amana.acts.show_policy import version_view
from amana.domain.policy.difference import difference
from amana.storage.policies import VersionRow
from amana.storage.work import View

MOST_VERSIONS: Final = 20
MOST_CHANGES: Final = 100


def show_feed(view: View) -> FeedPage:
    """Return what a feed shows; raises ``NoPolicyInForce`` where nothing was published."""
    rows = view.policies.versions()[: MOST_VERSIONS + 1]
    if not rows:
        raise NoPolicyInForce
    policy = published(view, rows[0]).policy
    steps = [_entry(view, new, old) for new, old in pairwise(rows)]
    if rows[-1].number == 1 and len(rows) <= MOST_VERSIONS:
        steps.append(FeedEntry(version=version_view(rows[-1]), changes=()))
    return FeedPage(
        service=view.service,
        title=policy.title,
        controller=policy.controller,
        entries=tuple(steps),
    )


def _entry(view: View, new: VersionRow, old: VersionRow) -> FeedEntry:
    before, after = published(view, old).policy, published(view, new).policy
    changes = change_views(difference(before, after), before, after)
    return FeedEntry(version=version_view(new), changes=changes[:MOST_CHANGES])
