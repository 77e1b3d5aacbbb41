"""What is done for a purpose, in the words of a policy, as a receipt tells it.

Terms of W3C DPV 2.3 and of Dublin Core, in the fields that ISO/IEC TS 27560:2023 asks for: purpose,
legal basis, data, controller, recipients, storage, jurisdiction, way of withdrawal.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Rule
from amana.domain.ledger.entry import Json
from amana.domain.policy.model import Controller, Policy, Promise, Purpose
from amana.domain.promises.choice import Choice
from amana.domain.words import LANGUAGES, Words

_BASES: Final[Mapping[str, str]] = {
    "consent": "dpv:Consent",
    "contract": "dpv:Contract",
    "legal_obligation": "dpv:LegalObligation",
    "vital_interest": "dpv:VitalInterest",
    "public_task": "dpv:PublicInterest",
    "legitimate_interest": "dpv:LegitimateInterest",
}
_ENDS: Final = "retain"
"""The kind of promise that says how long data is kept."""


def process_of(policy: Policy, purpose: Purpose) -> Mapping[str, Json]:
    """Return what the policy says of the purpose, as JSON-LD. The same policy, the same text."""
    rules = tuple(_permitting(policy, purpose.id))
    data = sorted(_named(policy, rules))
    return {
        "@type": "dpv:Process",
        "dct:identifier": purpose.id,
        "dpv:hasPurpose": {
            "@type": purpose.term or "dpv:Purpose",
            "dct:title": written(purpose.name),
        },
        "dpv:hasLegalBasis": _BASES[purpose.basis],
        "dpv:hasPersonalData": tuple(
            {
                "@type": policy.data[each].term or "dpv:PersonalData",
                "dct:identifier": each,
                "dct:title": written(policy.data[each].name),
            }
            for each in data
        ),
        "dpv:hasDataController": controller_of(policy.controller, policy.service),
        "dpv:hasRecipient": tuple(_recipients(policy, rules)),
        "dpv:hasStorageCondition": tuple(_storage(policy, frozenset(data))),
        "dpv:hasJurisdiction": policy.laws,
        "amana:withdrawal": tuple(_ways(policy, purpose.id)),
    }


def controller_of(controller: Controller, service: str) -> Mapping[str, Json]:
    """Return who answers for the service, as JSON-LD."""
    told: dict[str, Json] = {
        "@type": "dpv:DataController",
        "dct:identifier": service,
        "dpv:hasName": written(controller.name),
        "dpv:hasContact": tuple(each for each in (controller.email, controller.phone) if each),
    }
    if controller.address is not None:
        told["dpv:hasAddress"] = written(controller.address)
    return told


def written(words: Words) -> tuple[Json, ...]:
    """Return words in each language that they have, as JSON-LD."""
    texts = {"ar": words.ar, "en": words.en}
    return tuple({"@language": one, "@value": texts[one]} for one in LANGUAGES if texts[one])


def _permitting(policy: Policy, purpose: str) -> Iterator[Rule]:
    """Yield the rules by which something may be done for the purpose, but merely be kept."""
    for promise in policy.promises.values():
        for rule in promise.kind.rules(promise.form):
            named = rule.purposes is not None and purpose in rule.purposes
            if rule.effect is Effect.PERMIT and named and rule.doings - {Doing.KEEP}:
                yield rule


def _named(policy: Policy, rules: tuple[Rule, ...]) -> frozenset[str]:
    """Return the declared data of which the rules speak."""
    named: set[str] = set()
    for rule in rules:
        named |= policy.data.keys() if rule.data is None else rule.data
    return frozenset(named & policy.data.keys())


def _recipients(policy: Policy, rules: tuple[Rule, ...]) -> Iterator[Json]:
    """Yield who gets data for the purpose: each declared recipient that a sharing names."""
    sharing = [rule for rule in rules if Doing.DISCLOSE in rule.doings]
    for recipient in policy.recipients.values():
        if any(rule.recipients is not None and recipient.id in rule.recipients for rule in sharing):
            told: dict[str, Json] = {
                "@type": "dpv:Recipient",
                "dct:identifier": recipient.id,
                "dct:type": recipient.kind,
                "dpv:hasName": written(recipient.name),
            }
            if recipient.contact is not None:
                told["dpv:hasContact"] = recipient.contact
            if recipient.country is not None:
                told["dpv:hasCountry"] = recipient.country
            yield told


def _storage(policy: Policy, data: frozenset[str]) -> Iterator[Json]:
    """Yield what is promised of how long the data is kept, in its words."""
    for promise in policy.promises.values():
        if promise.kind.name == _ENDS and data & frozenset(promise.form.data):
            yield {
                "@type": "dpv:StorageDuration",
                "dct:identifier": promise.id,
                "dct:description": _says(policy, promise),
            }


def _ways(policy: Policy, purpose: str) -> Iterator[str]:
    """Yield the promised ways to take the word back; each may also write to the controller."""
    ways: dict[str, None] = {}
    for promise in policy.promises.values():
        if isinstance(promise.form, Choice) and purpose in promise.form.for_:
            ways.update(dict.fromkeys(each.value for each in promise.form.through))
    yield from ways


def _says(policy: Policy, promise: Promise) -> tuple[Json, ...]:
    terms = policy.terms
    return tuple({"@language": one, "@value": promise.says(terms, one)} for one in LANGUAGES)
