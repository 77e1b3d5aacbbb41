"""How much of a value may be stored at all, as the policy promises it."""

from collections.abc import Mapping
from typing import Final

from amana.domain.policy.model import Policy
from amana.domain.promises.collect import Collect
from amana.domain.promises.protect import Protect
from amana.domain.vocabulary.collecting import Part
from amana.domain.vocabulary.protecting import Measure

_COUNTRIES: Final[Mapping[str, str]] = {
    "qatar": "QA",
    "jordan": "JO",
    "saudi": "SA",
    "uae": "AE",
    "egypt": "EG",
    "kuwait": "KW",
    "bahrain": "BH",
    "oman": "OM",
}
_LEAST_FIRST: Final = (Part.HIDDEN, Part.INITIAL, Part.LAST4, Part.SHORTENED)


def kept_parts(policy: Policy) -> Mapping[str, Part]:
    """Return, of each category of which not all is stored, what is: ``hidden`` is nothing.

    ``collect`` says it by *keep*, ``protect`` by *not stored*, beside which the part that a mask
    shows may be stored. Where several promises speak of a category, the least of it is kept.
    """
    parts: dict[str, set[Part]] = {}
    unsaid: set[str] = set()
    for promise in policy.promises.values():
        form = promise.form
        if isinstance(form, Collect) and form.keep is not None:
            for data in form.data:
                parts.setdefault(data, set()).add(form.keep)
        if isinstance(form, Protect) and Measure.NOT_STORED in form.by:
            for data in form.data:
                if form.show is None:
                    unsaid.add(data)
                else:
                    parts.setdefault(data, set()).add(form.show)
    least = {data: min(found, key=_LEAST_FIRST.index) for data, found in parts.items()}
    return dict.fromkeys(unsaid, Part.HIDDEN) | least


def country_of(policy: Policy) -> str | None:
    """Return where numbers without a country belong: where the policy's first law is in force."""
    return next((_COUNTRIES[law] for law in policy.laws if law in _COUNTRIES), None)
