"""One case of a decision: the question, what is known, and the answer that is expected.

The forms are read and checked as a policy's are; ``spec/decision.md`` documents the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from amana.domain.decision.grant import Grant
from amana.domain.decision.question import Answer, Facts, Question
from amana.domain.decision.rule import Doing, Need
from amana.domain.law.packs import DutyBook
from amana.domain.policy.values import Fixed
from amana.domain.promises.kind import item
from amana.domain.vocabulary.collecting import Part
from amana.domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionForm:
    """What is asked. A part that is left out is not said."""

    doing: Doing = item("what is to be done")
    data: tuple[str, ...] = item("data categories", default=())
    for_: tuple[str, ...] = item("purposes", default=())
    recipient: str | None = item("who gets it", default=None)
    nature: str | None = item("nature of a disclosure", default=None)
    at: str | None = item("occasion at which the data is or was collected", default=None)
    origin: str | None = item("where a value comes from", default=None)
    source: str | None = item("recipient that gives third-party data", default=None)
    channel: str | None = item("channel of a message", default=None)
    class_: str | None = item("class of a message", default=None)
    staff: str | None = item("member of staff who would read", default=None)
    reason: str | None = item("why they would", default=None)

    @property
    def question(self) -> Question:
        """The question as decisions take it."""
        return Question(
            doing=self.doing,
            data=frozenset(self.data),
            purposes=frozenset(self.for_),
            recipient=self.recipient,
            nature=self.nature,
            occasion=self.at,
            origin=self.origin,
            source=self.source,
            channel=self.channel,
            message_class=self.class_,
            staff=self.staff,
            reason=self.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantForm:
    """A grant in force of the recipient or reader who asks."""

    data: tuple[str, ...] = item("data categories that it gives")
    for_: tuple[str, ...] = item("purposes that it gives them for")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsForm:
    """What is known. What is left out is not known, and never helps who asks."""

    consented: tuple[str, ...] = item("purposes with a consent in force", default=())
    implied: tuple[str, ...] = item("of these, purposes whose consent nobody said", default=())
    objected: tuple[str, ...] = item("purposes objected to", default=())
    closed: tuple[str, ...] = item("channels that the person closed", default=())
    stopped: tuple[str, ...] = item(
        "purposes that a signal of the person's browser stops", default=()
    )
    too_young: bool = item("whether the person is too young", default=False)
    expired: bool = item("whether the data is past its time", default=False)
    held: bool = item("whether the data is under legal hold", default=False)
    restricted: bool = item("whether the person's data is restricted", default=False)
    serves_still: tuple[str, ...] = item("of restricted data, what it may serve", default=())
    grants_kept: bool = item("whether grants are kept, though there is none", default=False)
    granted: tuple[GrantForm, ...] = item("grants in force", default=())
    countries: tuple[str, ...] = item("the person's jurisdictions (ISO 3166-1)", default=())
    earlier: bool = item("whether it was collected under an earlier version", default=False)
    promised: tuple[str, ...] = item("of data of an earlier version, what it may serve", default=())
    events: tuple[str, ...] = item("events that happened", default=())
    met: tuple[Need, ...] = item("needs that were shown to be met", default=())
    faults: tuple[str, ...] = item("what could not be found out", default=())

    def facts(self, laws: DutyBook) -> Facts:
        """Return the facts; the laws are those of the person's countries, else the service's."""
        grants = tuple(
            Grant(data=frozenset(grant.data), purposes=frozenset(grant.for_))
            for grant in self.granted
        )
        return Facts(
            consented=frozenset(self.consented),
            implied=frozenset(self.implied),
            objected=frozenset(self.objected + self.stopped),
            closed=frozenset(self.closed),
            too_young=self.too_young,
            expired=self.expired,
            held=self.held,
            granted=grants if grants or self.grants_kept else None,
            law=laws.of(frozenset(self.countries)),
            promised=frozenset(self.promised) if self.promised or self.earlier else None,
            serves_still=frozenset(self.serves_still) if self.restricted else None,
            events=frozenset(self.events),
            met=frozenset(self.met),
            faults=self.faults,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskForm:
    """A category of which only a part may be shown."""

    data: str = item("data category")
    show: Part = item("the part that may be shown")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm:
    """The answer that is expected. What is left out must be empty in the answer too."""

    permitted: bool = item("whether it is permitted")
    promises: tuple[str, ...] = item("promises that permit", default=())
    refused_by: tuple[int, ...] = item("numbers of the rules that refuse", default=())
    because_of: tuple[str, ...] = item("promises that the refusals rest on", default=())
    gaps: tuple[str, ...] = item("what no promise names", default=())
    masks: tuple[MaskForm, ...] = item("what may be shown in part only", default=())
    articles: tuple[str, ...] = item("articles that refused or bind", default=())
    duties: tuple[str, ...] = item("what must be done beside", default=())
    warnings: tuple[str, ...] = item("articles that may refuse", default=())
    faults: tuple[str, ...] = item("faults that refused", default=())

    def differs_from(self, answer: Answer) -> Iterator[str]:
        """Yield the names of what is other in the answer; order says nothing."""
        given = {
            "promises": answer.promises,
            "refused_by": [refusal.rule for refusal in answer.refusals],
            "because_of": [name for refusal in answer.refusals for name in refusal.promises],
            "gaps": answer.gaps,
            "masks": answer.masks.items(),
            "articles": answer.articles,
            "duties": answer.duties,
            "warnings": answer.warnings,
            "faults": answer.faults,
        }
        if answer.permitted is not self.permitted:
            yield "permitted"
        expected = {name: set(getattr(self, name)) for name in given}
        expected["masks"] = {(mask.data, mask.show.value) for mask in self.masks}
        for name, found in given.items():
            # Of a yes, what permitted is part of the meaning; of a no, what else would is not.
            if not (name == "promises" and not self.permitted) and set(found) != expected[name]:
                yield name


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question with its facts, and the answer that is expected of it."""

    name: str = item("what the case shows, in a few words")
    question: QuestionForm = item("what is asked")
    facts: FactsForm = item("what is known", default=FactsForm())
    answer: AnswerForm | None = item("the answer that is expected", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A file of cases about one policy."""

    amana: Annotated[int, Fixed(number=1)] = item("version of the form")
    policy: str | None = item("the policy's file, from this one", default=None)
    about: Words | None = item("what the cases show", default=None)
    cases: tuple[Case, ...] = item("the cases")
