"""A law pack: what a country's law says, in words that fit every policy.

A pack is data: a form like those of a policy file, so that it can be written as YAML, read back
strictly (unknown keys and units are refused at their line) and compared. It names data and
purposes by their DPV terms and messages by their class; :func:`duties` turns its articles into
the duties of one policy, by that policy's own ids, and the same pack says what a notice lacks.
"""

from dataclasses import dataclass
from typing import Annotated

from amana.domain.decision.duty import LawDuty
from amana.domain.decision.rule import Doing, Need
from amana.domain.law.asked import AnswerTerm, FeeTerm
from amana.domain.law.breaches import BreachTerm
from amana.domain.law.clause import Clause
from amana.domain.law.demands import (
    AgeRule,
    BasesRule,
    ConsentRule,
    KeepingRule,
    NoticeRule,
    RegisterRule,
    SpecialRule,
    TransferRule,
)
from amana.domain.policy.declarations import Country, DpvTerm
from amana.domain.policy.model import Policy
from amana.domain.policy.values import Fixed
from amana.domain.promises.kind import item
from amana.domain.promises.law import Law
from amana.domain.promises.message import Message
from amana.domain.vocabulary.messages import MessageClass
from amana.domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Clause):
    """What one article asks of acts. What is left out in a pattern matches anything."""

    doings: tuple[Doing, ...] = item("What is done")
    data: tuple[DpvTerm, ...] = item("Terms such as pd:Health", default=())
    purposes: tuple[DpvTerm, ...] = item("Terms such as dpv:Marketing", default=())
    messages: tuple[MessageClass, ...] = item(
        "Beside the terms: purposes of promises that send messages of these classes only",
        default=(),
    )
    needs: tuple[Need, ...] = item("What has to be shown", default=())
    refuses: bool = item("Whether it rules the act out, whatever is shown", default=False)
    duty: str | None = item("What must be done beside the act, by its id", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What one law says. One in force adds to decisions; a draft only warns."""

    amana: Annotated[int, Fixed(number=1)] = item("The version of this form: 1", default=1)
    law: Law = item("The law, by its name in policies")
    title: Words = item("What it is called, with number and year")
    in_force: bool = item("Whether it counts as read; a draft warns only", default=True)
    countries: tuple[Country, ...] = item(
        "Where those are whom it protects by where they are", default=()
    )
    authority: Words = item("Who watches over it and takes complaints")
    website: str | None = item("Where the authority is reached", default=None)
    articles: tuple[Article, ...] = item("What it asks of acts", default=())
    bases: tuple[BasesRule, ...] = item("On which bases data may be used", default=())
    consent: tuple[ConsentRule, ...] = item("What consent must be", default=())
    ages: tuple[AgeRule, ...] = item("Whose data wants a guardian's consent", default=())
    special: tuple[SpecialRule, ...] = item("Data of a special kind", default=())
    notice: tuple[NoticeRule, ...] = item("What a notice has to say", default=())
    answers: tuple[AnswerTerm, ...] = item("How soon requests are answered", default=())
    fee: FeeTerm | None = item("What a request may cost", default=None)
    excess: Clause | None = item(
        "That a request repeated beyond measure may be refused", default=None
    )
    breaches: tuple[BreachTerm, ...] = item("Who is told of a breach", default=())
    transfers: tuple[TransferRule, ...] = item("On which ground data may leave", default=())
    registers: tuple[RegisterRule, ...] = item("What registers of processing hold", default=())
    keeping: tuple[KeepingRule, ...] = item("Evidence that is kept", default=())


def duties(pack: Pack, policy: Policy) -> tuple[LawDuty, ...]:
    """Return the pack's duties in the ids of the policy; an article about nothing there is left."""
    found = (duty_of(pack, article, policy) for article in pack.articles)
    return tuple(
        duty
        for duty in found
        if (duty.data is None or duty.data) and (duty.purposes is None or duty.purposes)
    )


def duty_of(pack: Pack, article: Article, policy: Policy) -> LawDuty:
    """Return one article in the ids of the policy; it may be about nothing there."""
    return LawDuty(
        law=pack.law.value,
        article=article.article,
        certainty=article.certainty,
        doings=frozenset(article.doings),
        data=_data(article, policy),
        purposes=_purposes(article, policy),
        needs=frozenset(article.needs),
        refuses=article.refuses,
        duty=article.duty,
    )


def _data(article: Article, policy: Policy) -> frozenset[str] | None:
    if not article.data:
        return None
    return frozenset(each.id for each in policy.data.values() if each.term in article.data)


def _purposes(article: Article, policy: Policy) -> frozenset[str] | None:
    """Return the purposes by term and by what is sent for them; ``None`` for all."""
    if not (article.purposes or article.messages):
        return None
    by_term = {each.id for each in policy.purposes.values() if each.term in article.purposes}
    sent = {
        purpose
        for promise in policy.promises.values()
        if isinstance(promise.form, Message) and set(promise.form.message) <= set(article.messages)
        for purpose in promise.form.for_
    }
    return frozenset(by_term | sent)
