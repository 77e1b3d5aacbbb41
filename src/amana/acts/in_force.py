"""The policy in force, parsed once a version."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from amana.domain.decision.question import RuleBook
from amana.domain.errors import Refused
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse
from amana.domain.policy.rule_book import rule_book
from amana.domain.words import Language

_KEPT: Final = 64
"""Parsed versions kept in memory; a policy is some hundred promises, well under a megabyte."""


class NoPolicyInForce(Refused):
    """The service has published no policy that is in force, so that nothing is promised yet."""

    code = "policy.none_in_force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A stored policy as values."""

    policy: Policy
    book: RuleBook


def parsed(source: str, texts: Mapping[Language, str]) -> Parsed:
    """Return the policy of a stored version. A version never changes, so it is parsed once."""
    return _parsed(source, tuple(sorted(texts.items())))


@lru_cache(maxsize=_KEPT)
def _parsed(source: str, texts: tuple[tuple[Language, str], ...]) -> Parsed:
    policy = parse(source, texts=dict(texts))
    return Parsed(policy=policy, book=rule_book(policy))
