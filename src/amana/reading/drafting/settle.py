"""Contradictions that a document itself contains: which of two promises a draft leaves out.

A draft has to be publishable as it stands. Of two promises that cannot both be kept the one
that asks more of the service stays: the ban and the limit before the permission, the shorter
period before the longer. The other stands in the draft as a comment that names it.
"""

from collections.abc import Mapping

from amana.domain.period import Period
from amana.domain.policy.contradictions import contradictions
from amana.domain.policy.errors import PolicyErrors
from amana.domain.policy.finding import Remark, Severity
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse
from amana.domain.policy.weight import length
from amana.domain.words import Language


def weaker(source: str, texts: Mapping[Language, str]) -> Mapping[str, str]:
    """Return the promises to leave out, each with what it contradicts (itself: a law).

    Of a file that cannot be parsed nothing is said: whoever parses it says what is wrong.
    """
    try:
        policy = parse(source, texts=texts)
    except PolicyErrors:
        return {}
    left_out: dict[str, str] = {}
    for remark in contradictions(policy):
        ids = set(remark.promises)
        if remark.severity is Severity.ERROR and not ids & left_out.keys():
            loser = _loser(policy, remark)
            left_out[loser] = next(iter(ids - {loser}), loser)
    return left_out


def _loser(policy: Policy, remark: Remark) -> str:
    """Return the promise that gives way: what is permitted, or the longer period."""
    if remark.code == "two_periods":
        return max(remark.promises, key=lambda name: _days(policy.promises[name].form))
    return remark.promises[-1]


def _days(form: object) -> float:
    """Return how many days the longest period of a form is."""
    values = (getattr(form, name) for name in getattr(form, "__dataclass_fields__", ()))
    return max((length(value) for value in values if isinstance(value, Period)), default=0.0)
