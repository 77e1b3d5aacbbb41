"""A law pack: what a country's law adds to decisions, in words that fit every policy.

A pack is data. It names purposes by their DPV terms and messages by their class; :func:`duties`
turns it into the duties of one policy, by that policy's own ids.
"""

from dataclasses import dataclass

from amana.domain.decision.duty import Certainty, LawDuty
from amana.domain.decision.rule import Doing, Need
from amana.domain.policy.model import Policy
from amana.domain.promises.law import Law
from amana.domain.promises.message import Message
from amana.domain.vocabulary.messages import MessageClass
from amana.domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What one article asks for. ``None`` in a pattern matches anything."""

    number: str
    says: Words
    """In our own words."""
    certainty: Certainty
    doings: frozenset[Doing]
    data: frozenset[str] | None = None
    """Terms of DPV's extension PD, such as ``pd:Health``."""
    purposes: frozenset[str] | None = None
    """Terms of DPV, such as ``dpv:Marketing``."""
    messages: frozenset[MessageClass] = frozenset()
    """Beside the terms: purposes of promises that send messages of these classes only."""
    needs: frozenset[Need] = frozenset()
    refuses: bool = False
    duty: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The duties of one law."""

    law: Law
    countries: frozenset[str]
    """ISO 3166-1 codes of those whom it protects by where they are."""
    articles: tuple[Article, ...]


def duties(pack: Pack, policy: Policy) -> tuple[LawDuty, ...]:
    """Return the pack's duties in the ids of the policy; an article about nothing there is left."""
    found = []
    for article in pack.articles:
        data = _data(article, policy)
        purposes = _purposes(article, policy)
        if data is None or data:
            found.append(
                LawDuty(
                    law=pack.law.value,
                    article=article.number,
                    certainty=article.certainty,
                    doings=article.doings,
                    data=data,
                    purposes=purposes,
                    needs=article.needs,
                    refuses=article.refuses,
                    duty=article.duty,
                )
            )
    return tuple(duty for duty in found if duty.purposes is None or duty.purposes)


def _data(article: Article, policy: Policy) -> frozenset[str] | None:
    if article.data is None:
        return None
    return frozenset(each.id for each in policy.data.values() if each.term in article.data)


def _purposes(article: Article, policy: Policy) -> frozenset[str] | None:
    """Return the purposes by term and by what is sent for them; ``None`` for all."""
    if article.purposes is None:
        return None
    by_term = {each.id for each in policy.purposes.values() if each.term in article.purposes}
    sent = {
        purpose
        for promise in policy.promises.values()
        if isinstance(promise.form, Message) and set(promise.form.message) <= article.messages
        for purpose in promise.form.for_
    }
    return frozenset(by_term | sent)
