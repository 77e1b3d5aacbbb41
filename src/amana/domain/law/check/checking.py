"""A policy checked by several laws: all that is found, and the strictest of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amana.domain.law.asked import AnswerTerm
from amana.domain.law.breaches import BreachTerm, Whom
from amana.domain.law.check.consents import implied, special, unchosen
from amana.domain.law.check.finding import LawFinding, Sort, finding
from amana.domain.law.check.lacking import lacking
from amana.domain.law.check.lengths import hours_to_answer, hours_to_tell
from amana.domain.law.check.places import groundless
from amana.domain.law.check.terms import late_answers, late_notices, low_ages
from amana.domain.law.clause import Clause
from amana.domain.law.demands import AgeRule
from amana.domain.law.pack import Pack
from amana.domain.policy.model import Policy
from amana.domain.vocabulary.named import Named
from amana.domain.words import Words


class Strict(Named):
    """What the laws are compared by; words: a noun phrase."""

    ANSWER = "answer", "مهلة الجواب", "the term of answers"
    AUTHORITY = "authority", "مهلة إبلاغ الهيئة بالخرق", "the term to tell the authority"
    PEOPLE = "people", "مهلة إبلاغ الأشخاص بالخرق", "the term to tell people of a breach"
    AGE = "age", "السن التي تحتاج إلى ولي", "the age that wants a guardian"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strictest:
    """The strictest clause of one sort, and whose it is."""

    of: Strict
    pack: Pack
    clause: Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCheck:
    """What was found about one policy."""

    packs: tuple[Pack, ...]
    findings: tuple[LawFinding, ...]
    strictest: tuple[Strictest, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing certain of a law in force speaks against the policy."""
        return not any(each.fails for each in self.findings)


def check(policy: Policy, packs: Sequence[Pack]) -> LawCheck:
    """Return what the laws find, each in its own turn, the gravest of a law first."""
    findings = [
        each
        for pack in packs
        for each in sorted(_all(pack, policy), key=lambda it: (not it.fails, _ORDER[it.sort]))
    ]
    return LawCheck(
        packs=tuple(packs),
        findings=tuple(dict.fromkeys(findings)),
        strictest=tuple(_strictest(packs)),
    )


_ORDER = {sort: at for at, sort in enumerate(Sort)}


def _all(pack: Pack, policy: Policy) -> Iterator[LawFinding]:
    yield from unchosen(pack, policy)
    yield from implied(pack, policy)
    yield from special(pack, policy)
    yield from late_answers(pack, policy)
    yield from late_notices(pack, policy)
    yield from low_ages(pack, policy)
    yield from groundless(pack, policy)
    yield from _strange_bases(pack, policy)
    yield from lacking(pack, policy)


def _strange_bases(pack: Pack, policy: Policy) -> Iterator[LawFinding]:
    """Yield purposes that rest on what the law does not know."""
    for rule in pack.bases:
        for key, purpose in policy.purposes.items():
            if purpose.basis not in {basis.value for basis in rule.bases}:
                yield finding(
                    pack,
                    rule,
                    Sort.CONTRADICTS,
                    "basis",
                    about=(key,),
                    found=Words(
                        ar=f"الأساس «{purpose.basis}» لا يعرفه هذا القانون",
                        en=f"This law does not know the basis {purpose.basis}",
                    ),
                    todo=Words(
                        ar="اختر للغرض أساسًا يعرفه القانون", en="Choose a basis that it knows"
                    ),
                )


def _strictest(packs: Sequence[Pack]) -> Iterator[Strictest]:
    """Yield the strictest of each sort; drafts do not count."""
    clauses = [
        (sort, length, pack, clause)
        for pack in packs
        if pack.in_force
        for sort, length, clause in _measured(pack)
    ]
    for sort in Strict:
        own = [each for each in clauses if each[0] is sort]
        if own:
            _, _, pack, clause = min(own, key=lambda each: (each[1], each[3].certainty))
            yield Strictest(of=sort, pack=pack, clause=clause)


def _measured(pack: Pack) -> Iterator[tuple[Strict, int, Clause]]:
    """Yield the clauses that can be compared, with a number: the less, the stricter."""
    clauses: tuple[AnswerTerm | BreachTerm | AgeRule, ...] = (
        *pack.answers,
        *pack.breaches,
        *pack.ages,
    )
    for clause in clauses:
        measured = _measure(clause)
        if measured is not None:
            yield (*measured, clause)


def _measure(clause: AnswerTerm | BreachTerm | AgeRule) -> tuple[Strict, int] | None:
    if isinstance(clause, AnswerTerm):
        return Strict.ANSWER, hours_to_answer(clause)[0]
    if isinstance(clause, AgeRule):
        return None if clause.under is None else (Strict.AGE, -clause.under)
    bounds = hours_to_tell(clause)
    sort = Strict.AUTHORITY if clause.whom is Whom.AUTHORITY else Strict.PEOPLE
    return None if bounds is None else (sort, bounds[0])
