"""The kinds of personal data that a column may seem to hold, each with its DPV term.

Most are terms of the vocabulary of policies; the others are finer, and name the one that they fall
under, for a policy often promises only that. Terms: DPV 2.3, extension Personal Data (PD).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from amana.domain.policy.model import Policy
from amana.domain.vocabulary import DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of personal data: the id that a map gives it, and its term."""

    id: str
    dpv: str
    broader: str | None = None
    """The id of the vocabulary's term that it falls under."""


_FINER: Final = (
    Kind(id="birth_date", dpv="pd:BirthDate", broader="demographic"),
    Kind(id="age", dpv="pd:Age", broader="demographic"),
    Kind(id="gender", dpv="pd:Gender", broader="demographic"),
    Kind(id="nationality", dpv="pd:Nationality", broader="demographic"),
    Kind(id="marital_status", dpv="pd:MaritalStatus", broader="demographic"),
    Kind(id="language", dpv="pd:Language", broader="preferences"),
    Kind(id="education", dpv="pd:Education", broader="company_info"),
    Kind(id="health", dpv="pd:Health"),
    Kind(id="religion", dpv="pd:Religion"),
    Kind(id="ethnic_origin", dpv="pd:EthnicOrigin"),
    Kind(id="salary", dpv="pd:Salary", broader="company_info"),
    Kind(id="family", dpv="pd:Family", broader="other"),
)
_BROADER: Final = {"address": "location"}
"""Of terms of the vocabulary: where a policy promises only the broader one, it says as much."""
KINDS: Final[Mapping[str, Kind]] = {
    **{
        term.id: Kind(id=term.id, dpv=term.dpv, broader=_BROADER.get(term.id))
        for term in DATA.values()
    },
    **{kind.id: kind for kind in _FINER},
}


def promised_as(kind: str, policy: Policy) -> str | None:
    """Return the policy's data category that holds this kind, if it declares one.

    Its own term counts first, then its id, then the term that it falls under.
    """
    found = KINDS[kind]
    same = (name for name, each in policy.data.items() if each.term == found.dpv)
    promised = next(same, None)
    if promised is not None:
        return promised
    if kind in policy.data:
        return kind
    return None if found.broader is None else promised_as(found.broader, policy)
