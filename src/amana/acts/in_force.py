"""The policy in force, fetched and parsed once a version."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final, TypeAlias

from amana.domain.choice.offers import Offer, offers_of
from amana.domain.choice.signal import stopped_purposes
from amana.domain.decision.compiled import CompiledBook, compiled
from amana.domain.decision.question import RuleBook
from amana.domain.errors import Refused
from amana.domain.law.packs import DutyBook
from amana.domain.policy.canonical import digest
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse
from amana.domain.policy.rule_book import rule_book
from amana.domain.words import Language
from amana.storage.policies import VersionRow
from amana.storage.work import View

_KEPT: Final = 64
"""Parsed versions kept in memory; a policy is some hundred promises, well under a megabyte."""

_Key: TypeAlias = tuple[str, int, datetime]
"""Service, number, and the instant of the publication.

The instant tells apart what an older backup, or another database in the same process, published
under the same number.
"""


class NoPolicyInForce(Refused):
    """The service has published no policy that is in force, so that nothing is promised yet."""

    code = "policy.none_in_force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A stored policy as values."""

    policy: Policy
    book: RuleBook
    compiled: CompiledBook
    """The rule book, ready to be asked: decisions are made by it."""
    laws: DutyBook
    """What law packs say to this policy."""
    offers: Mapping[str, Offer]
    """What one may choose about, by purpose."""
    digest: str
    """SHA-256 in hex of the policy and its texts: what somebody accepted."""
    stopped: frozenset[str]
    """The purposes that Global Privacy Control stops."""


class _Versions:
    """The parsed versions that were asked for last; any thread may ask."""

    __slots__ = ("_held", "_lock")

    def __init__(self) -> None:
        """Begin with none."""
        self._held: OrderedDict[_Key, Parsed] = OrderedDict()
        self._lock = Lock()

    def get(self, key: _Key, load: Callable[[], Parsed]) -> Parsed:
        """Return the version, loaded only where it is not held. Loading holds nobody up."""
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
                return held
        loaded = load()
        with self._lock:
            self._held[key] = loaded
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
        return loaded


_versions: Final = _Versions()


def in_force(view: View) -> VersionRow:
    """Return the version in force at the view's instant, or raise ``NoPolicyInForce``."""
    found = view.policies.in_force()
    if found is None:
        raise NoPolicyInForce
    return found


def published(view: View, version: VersionRow) -> Parsed:
    """Return a published version as values.

    What was published never changes: its source and texts are fetched and parsed once.
    """

    def load() -> Parsed:
        stored = view.policies.version(version.number)
        if stored is None:
            raise NoPolicyInForce
        return parsed(stored.source, stored.texts)

    return _versions.get((view.service, version.number, version.published_at), load)


def parsed(source: str, texts: Mapping[Language, str]) -> Parsed:
    """Return a policy as values, parsed anew: a draft pushes no published version out of memory."""
    policy = parse(source, texts=dict(texts))
    book = rule_book(policy)
    return Parsed(
        policy=policy,
        book=book,
        compiled=compiled(book),
        laws=DutyBook(policy),
        offers=offers_of(policy),
        digest=digest(policy),
        stopped=stopped_purposes(policy),
    )
