"""What a feed of a policy's versions shows: the latest ones, with what each changed."""

from dataclasses import dataclass

from amana.acts.changes_page import ChangeView
from amana.acts.policy_page import VersionView
from amana.domain.policy.model import Controller
from amana.domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A version, and what it changed; the first changed nothing."""

    version: VersionView
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """The latest versions of a service's policy, the latest first."""

    service: str
    title: Words
    controller: Controller
    entries: tuple[FeedEntry, ...]
