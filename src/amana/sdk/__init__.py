"""The client of an application: ask Amana before each touch of personal data.

Nothing of the server is imported here; an application installs ``amana`` alone, and with it
httpx. A question ends in one of three ways: an :class:`Answer` that permits, an answer that
refuses with its reasons, or an error. Only the first is a yes.
"""

from amana.domain.record.cards import cut_cards, holds_card
from amana.sdk.aggregates import Aggregates, FiguresRelease, FiguresTable
from amana.sdk.agreeing import Agreeing, ChoiceLine, ChoicesSaid, HowSaid, Waiting
from amana.sdk.answers import (
    Act,
    Answer,
    Choices,
    Erasure,
    HandOver,
    PolicyInForce,
    PromiseInForce,
    Refusal,
)
from amana.sdk.client import Amana
from amana.sdk.customers import Customer, Customers
from amana.sdk.doors import Doors
from amana.sdk.errors import (
    AmanaMisanswered,
    AmanaRejected,
    AmanaUnreachable,
    ForgedMessage,
    InsecureAddress,
    RefusedByPolicy,
)
from amana.sdk.grants import Grant, Grants, WantedGrant
from amana.sdk.guard import asks
from amana.sdk.held import Given, HeldField, HeldRecord, HeldValue, Imported, Taken
from amana.sdk.messages import Message, Messages, Notice
from amana.sdk.persons import Address, Identifier, KnownPerson
from amana.sdk.receiver import Receiver, Told, take_once
from amana.sdk.record_sets import KnownRecord, RecordSets, SetRecord
from amana.sdk.records import NewRecord, Records
from amana.sdk.requests import Asked, Progress, Received, Request, Requests, Restriction

__all__ = [
    "Act",
    "Address",
    "Aggregates",
    "Agreeing",
    "Amana",
    "AmanaMisanswered",
    "AmanaRejected",
    "AmanaUnreachable",
    "Answer",
    "Asked",
    "ChoiceLine",
    "Choices",
    "ChoicesSaid",
    "Customer",
    "Customers",
    "Doors",
    "Erasure",
    "FiguresRelease",
    "FiguresTable",
    "ForgedMessage",
    "Given",
    "Grant",
    "Grants",
    "HandOver",
    "HeldField",
    "HeldRecord",
    "HeldValue",
    "HowSaid",
    "Identifier",
    "Imported",
    "InsecureAddress",
    "KnownPerson",
    "KnownRecord",
    "Message",
    "Messages",
    "NewRecord",
    "Notice",
    "PolicyInForce",
    "Progress",
    "PromiseInForce",
    "Received",
    "Receiver",
    "RecordSets",
    "Records",
    "Refusal",
    "RefusedByPolicy",
    "Request",
    "Requests",
    "Restriction",
    "SetRecord",
    "Taken",
    "Told",
    "Waiting",
    "WantedGrant",
    "asks",
    "cut_cards",
    "holds_card",
    "take_once",
]
