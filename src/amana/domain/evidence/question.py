"""The evidence questions: a closed set that storage and sources answer, and proofs compose.

A kind of promise that needs a new question adds it here and its answer in ``storage`` or
``sources``; nothing else changes. Every question is asked about one promise of one service.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from amana.domain.decision.rule import Doing


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsDone:
    """How often were acts of these doings done under this promise, and when last?"""

    doings: frozenset[Doing]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsRefused:
    """How often did this promise refuse an act, and when last?"""

    doings: frozenset[Doing]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsWithoutPermission:
    """Which acts of these doings were done although no decision permitted them?"""

    doings: frozenset[Doing]


class NoticeFact(StrEnum):
    """What can be read off the published notice itself."""

    LANGUAGES = "languages"
    """The version in force is published in each language that the policy declares."""
    CONTACT = "contact"
    """The notice shows a way to write to the controller."""
    DATE = "date"
    """The notice shows the date of its last change."""
    SCOPE = "scope"
    """The notice says whom and what it covers."""
    VERSIONS = "versions"
    """Every version that was ever in force can still be read."""
    SENTENCE = "sentence"
    """The promise's own sentence stands in the version in force."""
    LAW = "law"
    """A law pack is declared for each law that the promise names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeShows:
    """Does the published notice show this? Answered from the version in force."""

    fact: NoticeFact


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeSaw:
    """What did the last run of the named probe see? Probes: see ``ProbeName``."""

    probe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """Did a named person attest this, with a document, and has it not expired?"""


class Flow(StrEnum):
    """Flows with a record of their own, whose completed and broken cases can be counted."""

    CHOICE = "choice"
    ACCEPTANCE = "acceptance"
    ANNOUNCEMENT = "announcement"
    IDENTITY_CHECK = "identity_check"
    REQUEST = "request"
    ERASURE = "erasure"
    RETENTION = "retention"
    BREACH_NOTICE = "breach_notice"
    CHANGE_NOTICE = "change_notice"
    UNSUBSCRIBE = "unsubscribe"
    MODERATION = "moderation"
    COOKIE_CHOICE = "cookie_choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowDone:
    """How often did this flow end as promised, when last, and which cases are due?"""

    flow: Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowBroken:
    """Which cases of this flow ended otherwise, or too late?"""

    flow: Flow


EvidenceQuestion: TypeAlias = (
    ActsDone
    | ActsRefused
    | ActsWithoutPermission
    | NoticeShows
    | ProbeSaw
    | Attested
    | FlowDone
    | FlowBroken
)
