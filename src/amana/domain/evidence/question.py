"""The evidence questions: a closed set that storage and sources answer, and proofs compose.

A kind of promise that needs a new question adds it here and its answer in ``storage`` or
``sources``; nothing else changes. Every question is asked about one promise of one service.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from amana.domain.decision.rule import Doing
from amana.domain.period import Period


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsWatched:
    """How often were acts of these doings decided with this promise in force, and when last?

    For what a promise rules out: many acts decided, and none done against it, is what shows
    such a promise kept; that it never had to refuse one does not speak against it.
    """

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
    """A pack of each law that the promise names is in force, and no promise contradicts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeShows:
    """Does the published notice show this? Answered from the version in force."""

    fact: NoticeFact


class ProbeName(StrEnum):
    """Scheduled looks whose results are ledger entries. What a machine cannot see is not here."""

    TRANSPORT = "transport"
    """Plain HTTP is refused, TLS and its headers are right, outgoing connections demand TLS."""
    RAW_FILES = "raw-files"
    """Planted values cannot be found in the files of the databases."""
    TAMPER = "tamper"
    """A changed sealed value or ledger entry is found."""
    DATABASE_ROLES = "database-roles"
    """A service's role reads no other service's rows, and no role may become another."""
    STORED_CARDS = "stored-cards"
    """No full card number stands in what is stored."""
    SHOWN_VALUES = "shown-values"
    """Values that are promised masked are nowhere shown whole."""
    RECORDS = "records"
    """Every stored record came in under a promise, and serves purposes that promises name."""
    STAFF_READS = "staff-reads"
    """Each reading by staff names its reader and a reason."""
    PUBLIC_PAGES = "public-pages"
    """Planted values do not show on public pages."""
    OUTSIDE_LINKS = "outside-links"
    """On public pages links out are marked and lead to listed sites."""
    SESSIONS = "sessions"
    """Account pages list the sessions and can end them."""
    BANNER = "banner"
    """Before a choice, a browser is given the essential cookies alone."""
    MAILBOX = "mailbox"
    """A seeded mailbox gets what was promised, with the promised way to unsubscribe."""
    CODE_LIMITS = "code-limits"
    """One-time codes are long, short-lived and limited in tries as promised."""
    ERASED = "erased"
    """Nobody who was erased stands in a source again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeSaw:
    """What did the last run of the named probe see?"""

    probe: ProbeName


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """Did a named person attest this, with a document, and has it not expired?"""


class Flow(StrEnum):
    """Flows with a record of their own, whose completed and broken cases can be counted."""

    CHOICE = "choice"
    ACCEPTANCE = "acceptance"
    ANNOUNCEMENT = "announcement"
    RELEASE = "release"
    """A release on a legal ground: those whose data it is are told as soon as the law permits."""
    IDENTITY_CHECK = "identity_check"
    REQUEST = "request"
    ERASURE = "erasure"
    REPLACEMENT = "replacement"
    """Who was erased was taken out of content that stays for others."""
    RETENTION = "retention"
    BREACH_NOTICE = "breach_notice"
    CHANGE_NOTICE = "change_notice"
    UNSUBSCRIBE = "unsubscribe"
    APPROVAL = "approval"
    MODERATION = "moderation"
    COOKIE_CHOICE = "cookie_choice"
    CONTACT = "contact"
    CHILD = "child"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowDone:
    """How often did this flow end as promised, when last, and which cases are due?"""

    flow: Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowBroken:
    """Which cases of this flow ended otherwise, or too late?"""

    flow: Flow
    purposes: frozenset[str] = frozenset()
    """Of a flow about purposes, those that are meant."""
    within: Period | None = None
    """Of a flow whose promise says how soon, how soon."""


EvidenceQuestion: TypeAlias = (
    ActsDone
    | ActsRefused
    | ActsWithoutPermission
    | ActsWatched
    | NoticeShows
    | ProbeSaw
    | Attested
    | FlowDone
    | FlowBroken
)
