"""What the page of differences shows: two versions of a policy, promise by promise."""

from dataclasses import dataclass
from enum import StrEnum

from amana.acts.policy_page import VersionView
from amana.domain.policy.model import Controller
from amana.domain.words import Words


class Step(StrEnum):
    """What became of a promise from one version to the next."""

    ADDED = "added"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One change, in words: what was promised, what is promised, and what follows."""

    step: Step
    subject: str
    """The id of the promise, or of the data category, purpose or recipient that changed."""
    title: Words
    """The title of the promise's kind, or what sort of declaration it is."""
    before: Words | None
    after: Words | None
    material: bool
    """Whether it is proposed as material: a person decides for the version as a whole."""
    why: Words
    """Why it is, or is not, proposed as material."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """All differences between two versions, in the order of the newer one."""

    service: str
    title: Words
    controller: Controller
    before: VersionView
    after: VersionView
    versions: tuple[VersionView, ...]
    changes: tuple[ChangeView, ...]
