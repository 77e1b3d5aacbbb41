"""Whom a sentence speaks of, and by which way somebody is reached.

People: the data subjects of DPV 2.3, the nearest broader where none is equal. DPV has no terms for
the ways: they are those by which words travel, and a visit.
"""

from collections.abc import Mapping
from typing import Final

from amana.domain.vocabulary.messages import Channel

PEOPLE: Final[Mapping[str, str]] = {
    "customer": "dpv:Customer",
    "visitor": "dpv:Visitor",
    "child": "dpv:Child",
    "guardian": "dpv:GuardianOfDataSubject",
    "employee": "dpv:Employee",
    "applicant": "dpv:JobApplicant",
    "supplier": "dpv:DataSubject",
    "patient": "dpv:Patient",
    "student": "dpv:Student",
}
CHANNELS: Final = (*(each.value for each in Channel), "in_person")
