"""The client of an application: ask Amana before each touch of personal data.

Nothing of the server is imported here; an application installs ``amana`` alone, and with it
httpx. A question ends in one of three ways: an :class:`Answer` that permits, an answer that
refuses with its reasons, or an error. Only the first is a yes.
"""

from amana.sdk.answers import (
    Act,
    Answer,
    Choices,
    Erasure,
    PolicyInForce,
    PromiseInForce,
    Refusal,
)
from amana.sdk.client import Amana
from amana.sdk.errors import (
    AmanaMisanswered,
    AmanaRejected,
    AmanaUnreachable,
    InsecureAddress,
    RefusedByPolicy,
)
from amana.sdk.guard import asks
from amana.sdk.held import Given, HeldField, HeldRecord, HeldValue, Imported, Taken
from amana.sdk.persons import Address, Identifier, KnownPerson
from amana.sdk.records import NewRecord, Records

__all__ = [
    "Act",
    "Address",
    "Amana",
    "AmanaMisanswered",
    "AmanaRejected",
    "AmanaUnreachable",
    "Answer",
    "Choices",
    "Erasure",
    "Given",
    "HeldField",
    "HeldRecord",
    "HeldValue",
    "Identifier",
    "Imported",
    "InsecureAddress",
    "KnownPerson",
    "NewRecord",
    "PolicyInForce",
    "PromiseInForce",
    "Records",
    "Refusal",
    "RefusedByPolicy",
    "Taken",
    "asks",
]
