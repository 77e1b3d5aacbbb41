"""Whom a sentence speaks of, and by which way somebody is reached.

People: the data subjects of DPV 2.3, the nearest broader where none is equal. DPV has no terms for
the ways, which are closed here.
"""

from collections.abc import Mapping
from typing import Final

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
CHANNELS: Final = ("email", "sms", "phone", "app_notice", "site", "post", "in_person")
