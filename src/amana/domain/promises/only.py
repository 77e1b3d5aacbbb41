"""``only``: a limit on what data may be used for, or on who may have it."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.evidence.freshness import ACTS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import (
    ActsWatched,
    ActsWithoutPermission,
    Attested,
    ProbeName,
    ProbeSaw,
)
from amana.domain.phrases import sentence
from amana.domain.promises.errors import ItemsDisagree, need
from amana.domain.promises.kind import DataId, Kind, PurposeId, RecipientId, Terms, item
from amana.domain.promises.speech import Speech, narrowed
from amana.domain.vocabulary.named import Named
from amana.domain.words import Language, Words

_SHARING: Final = frozenset({Doing.DISCLOSE, Doing.PUBLISH})
_ALL_BUT_KEEPING: Final = frozenset(Doing) - {Doing.KEEP, Doing.COLLECT}


class Limit(Named):
    """A limit that needs no list, since a policy refuses what it does not name."""

    AS_DESCRIBED = (
        "as_described",
        "لا نشارك {data} إلا على النحو المبيَّن في هذه السياسة",
        "We share {data} only as this policy describes",
    )
    WITH_CONSENT = (
        "with_consent",
        "لا نكشف عن {data} إلا في الأحوال المبيَّنة في هذه السياسة وبموافقتك",
        "We disclose {data} only in the cases that this policy describes, with your consent",
    )
    LEAST_NEEDED = (
        "least_needed",
        "لا نجمع ولا نشارك من {data} إلا أقل ما يلزم",
        "We collect and share no more of {data} than is needed",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """What an ``only`` promise says: a limit by lists, or one of the limits by name."""

    data: tuple[DataId, ...] = item("the data that is limited")
    at: tuple[str, ...] = item("occasions at which it was collected, free ids", default=())
    for_: tuple[PurposeId, ...] = item("the only purposes", default=())
    to: tuple[RecipientId, ...] = item("the only recipients", default=())
    unless: PurposeId | None = item(
        "a further purpose, for those who consented to it", default=None
    )
    limit: Limit | None = item("a limit that needs no list", default=None)
    need_to_know: bool = item(
        "whether each reader needs a grant with its purpose and end", default=False
    )

    def __post_init__(self) -> None:
        """Refuse a limit that limits nothing, and an exception from no purposes."""
        need(only=self.data, for_=self.for_ or self.to or self.limit)
        if self.unless and not self.for_:
            raise ItemsDisagree(item="unless", other="for")
        if self.limit and (self.for_ or self.to):
            raise ItemsDisagree(item="limit", other="for" if self.for_ else "to")


def _words(form: Only, terms: Terms, language: Language) -> str:
    """Say the limit."""
    say = Speech(terms=terms, language=language)
    if form.limit is not None:
        stated = form.limit.say(language).format(data=say.data(form.data))
        return sentence(stated, _need_to_know(form, say))
    return sentence(
        _gathered(form, say),
        _verbs(form, say),
        say.data(form.data),
        say.of("إلا", "only"),
        say.purpose(form.for_),
        _recipients(form, say),
        _unless(form, say),
        _need_to_know(form, say),
    )


def _verbs(form: Only, say: Speech) -> str:
    """Say what is limited: use, or sharing, or both."""
    we = say.of("لا", "we" if form.at else "We")
    if form.for_ and form.to:
        return f"{we} {say.of('نستخدم ولا نشارك', 'use and share')}"
    return f"{we} {say.of('نستخدم', 'use') if form.for_ else say.of('نشارك', 'share')}"


def _gathered(form: Only, say: Speech) -> str:
    """Say at which occasions the limited data was given."""
    at = say.occasions(form.at)
    return say.when(at, f"مما نجمعه {at}", f"Of what we collect {at},")


def _recipients(form: Only, say: Speech) -> str:
    """Say with whom alone it is shared."""
    to = say.recipients(form.to)
    if form.for_:
        return say.when(to, f"ومع {to}", f"and with {to}")
    return say.when(to, f"مع {to}", f"with {to}")


def _unless(form: Only, say: Speech) -> str:
    """Say what a consent adds."""
    if form.unless is None:
        return ""
    more = say.purpose((form.unless,))
    return say.of(f"، وكذلك {more} إن وافقت على ذلك", f", and {more} if you agreed to that")


def _need_to_know(form: Only, say: Speech) -> str:
    """Say that each reader's access is granted and ends."""
    return say.when(
        form.need_to_know,
        ". ولا يطلع على هذه البيانات إلا من يحتاج إليها في عمله، ولمدة محددة",
        ". Only those who need this data for their work may see it, and for a set time",
    )


def _rules(form: Only) -> tuple[Rule, ...]:
    """Limit; where promised, demand a consent or a grant."""
    data, at = frozenset(form.data), narrowed(form.at)
    rules = [_limit(form, data, at)]
    if form.unless:
        rules.append(
            Rule(
                effect=Effect.REQUIRE,
                doings=_ALL_BUT_KEEPING,
                data=data,
                purposes=frozenset({form.unless}),
                occasions=at,
                needs=frozenset({Need.CONSENT}),
            )
        )
    if form.limit is Limit.WITH_CONSENT:
        consent = frozenset({Need.CONSENT})
        rules.append(
            Rule(effect=Effect.REQUIRE, doings=_SHARING, data=data, occasions=at, needs=consent)
        )
    if form.need_to_know:
        needs = frozenset({Need.GRANT})
        doings = _SHARING | {Doing.READ}
        rules.append(
            Rule(effect=Effect.REQUIRE, doings=doings, data=data, occasions=at, needs=needs)
        )
    return tuple(rules)


def _limit(form: Only, data: frozenset[str], at: frozenset[str] | None) -> Rule:
    """Return the limit. One without lists allows what other promises permit, and nothing more."""
    purposes = frozenset({*form.for_, *((form.unless,) if form.unless else ())}) or None
    return Rule(
        effect=Effect.LIMIT,
        doings=_ALL_BUT_KEEPING if form.for_ else _limited_doings(form),
        data=data,
        purposes=purposes,
        recipients=narrowed(form.to),
        occasions=at,
    )


def _limited_doings(form: Only) -> frozenset[Doing]:
    """Return which doings a limit without purposes is about."""
    return _SHARING | {Doing.COLLECT} if form.limit is Limit.LEAST_NEEDED else _SHARING


def _proof(form: Only) -> Proof:
    """Ask for acts decided under the limit, and for none done without permission.

    That nobody looks without need, or that no more is taken than is needed, no act shows.
    """
    unseen = form.need_to_know or form.limit is Limit.LEAST_NEEDED
    doings = _ALL_BUT_KEEPING if form.for_ else _limited_doings(form)
    return Proof(
        shows=(ActsWatched(doings=doings), *((Attested(),) if unseen else ())),
        breaks=(ActsWithoutPermission(doings=doings),),
        looks=(ProbeSaw(probe=ProbeName.RECORDS),) if form.for_ else (),
        fresh_for=ACTS,
    )


ONLY: Final = Kind(
    name="only",
    form=Only,
    title=Words(ar="حدّ نلتزم به", en="Only"),
    about=Words(
        ar="حدّ لما تُستخدم البيانات لأجله، أو لمن تصل إليه.",
        en="A limit on what data may be used for, or on who may have it.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
