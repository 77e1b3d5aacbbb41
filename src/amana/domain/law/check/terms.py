"""Promised periods and ages that are longer or lower than a law lets them be."""

from collections.abc import Iterator, Mapping
from typing import Final

from amana.domain.law.asked import AnswerTerm
from amana.domain.law.breaches import BreachTerm, Whom
from amana.domain.law.check.finding import LawFinding, Sort, finding
from amana.domain.law.check.lengths import hours_of, hours_to_answer, hours_to_tell
from amana.domain.law.check.stated import forms
from amana.domain.law.pack import Pack
from amana.domain.period import Period
from amana.domain.policy.model import Policy
from amana.domain.promises.breach import Breach, Told
from amana.domain.promises.children import Children
from amana.domain.promises.right import RightForm
from amana.domain.vocabulary.requests import PROMISED_AS, RequestKind
from amana.domain.words import Words

_TOLD: Final[Mapping[Whom, Told]] = {
    Whom.AUTHORITY: Told.AUTHORITY,
    Whom.PEOPLE: Told.AFFECTED,
}


def late_answers(pack: Pack, policy: Policy) -> Iterator[LawFinding]:
    """Yield promises that take longer to answer than the law gives."""
    for key, form in forms(policy, RightForm).items():
        kinds = [kind for kind, rights in PROMISED_AS.items() if rights & set(form.rights)]
        terms = dict.fromkeys(term for kind in kinds for term in _of_kind(pack, kind))
        for term in terms:
            yield from _late(pack, term, key, form.within, hours_to_answer(term), "answer.term")


def _of_kind(pack: Pack, kind: RequestKind) -> tuple[AnswerTerm, ...]:
    return tuple(term for term in pack.answers if not term.kinds or kind in term.kinds)[:1]


def late_notices(pack: Pack, policy: Policy) -> Iterator[LawFinding]:
    """Yield promises to tell of a breach later than the law wants, and that there is none."""
    for term in pack.breaches:
        told = {
            key: form
            for key, form in forms(policy, Breach).items()
            if _TOLD[term.whom] in form.whom
        }
        bounds = hours_to_tell(term)
        if not told:
            yield _untold(pack, term)
        for key, form in told.items():
            yield from _late(pack, term, key, form.within, bounds, f"breach.{term.whom.value}")


def _late(  # noqa: PLR0913, PLR0917 - one comparison, both sides whole
    pack: Pack,
    term: AnswerTerm | BreachTerm,
    promise: str,
    within: Period | None,
    bounds: tuple[int, int] | None,
    code: str,
) -> Iterator[LawFinding]:
    """Yield a contradiction; where only some months or holidays make it one, an uncertain one."""
    if within is None or bounds is None or hours_of(within)[1] <= bounds[0]:
        return
    yield finding(
        pack,
        term,
        Sort.CONTRADICTS,
        code,
        promises=(promise,),
        sure=hours_of(within)[0] > bounds[1],
        found=Words(
            ar=f"الوعد {promise} يعد بمدة {within} وهي، أو قد تكون، أطول مما يسمح به القانون",
            en=f"{promise} promises {within}, which is or may be longer than the law gives",
        ),
        todo=Words(
            ar=f"قصّر المدة في {promise} إلى {term.count} ({term.unit.value})",
            en=f"Shorten {promise} to {term.count} ({term.unit.value})",
        ),
    )


def _untold(pack: Pack, term: BreachTerm) -> LawFinding:
    people = term.whom is Whom.PEOPLE
    return finding(
        pack,
        term,
        Sort.SILENT,
        f"breach.{term.whom.value}",
        found=Words(
            ar="لا وعد بإبلاغ من تأثرت بياناتهم" if people else "لا وعد بإبلاغ الجهة الرقابية",
            en="No promise to tell "
            + ("those whose data is affected" if people else "the authority"),
        ),
        todo=Words(
            ar="الواجب قائم وإن لم تعد به؛ أضف وعدًا (breach) ليُرى الالتزام به",
            en="The duty holds all the same; add a breach promise so that keeping it shows",
        ),
    )


def low_ages(pack: Pack, policy: Policy) -> Iterator[LawFinding]:
    """Yield an age below that of the law, and that children are not spoken of."""
    promised = forms(policy, Children)
    for rule in pack.ages:
        if not promised:
            yield finding(
                pack,
                rule,
                Sort.SILENT,
                "children",
                found=Words(ar="لا وعد يخص صغار السن", en="No promise speaks of children"),
                todo=Words(
                    ar="أضف وعدًا (children) يذكر السن وموافقة ولي الأمر",
                    en="Add a children promise with the age and the guardian's consent",
                ),
            )
        for key, form in promised.items():
            if rule.under is not None and form.under < rule.under:
                yield finding(
                    pack,
                    rule,
                    Sort.CONTRADICTS,
                    "children",
                    promises=(key,),
                    found=Words(
                        ar=f"في الوعد {key} سن ({form.under}) أقل مما في القانون ({rule.under})",
                        en=f"{key} names an age ({form.under}) below the law's ({rule.under})",
                    ),
                    todo=Words(
                        ar=f"ارفع السن في {key} إلى {rule.under}",
                        en=f"Raise the age in {key} to {rule.under}",
                    ),
                )
