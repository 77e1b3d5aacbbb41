"""The registers of processing: what is done with which data, what for, and who gets it.

They are made from the policy in force and the grants of the moment: one of the service as
controller, with the contents that GDPR article 30(1) and the Saudi implementing regulation, article
33, ask for; one of what it does for customers, as their processor (GDPR article 30(2)). They name
nobody whom the data is about.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from amana.acts.customers.register import customer_json, list_customers
from amana.acts.deciding.granted import giving
from amana.acts.in_force import in_force, published
from amana.acts.instants import at
from amana.domain.policy.model import Policy, Promise, Purpose, Recipient
from amana.domain.promises.collect import Collect
from amana.domain.promises.locate import LOCATE, Locate
from amana.domain.promises.protect import PROTECT
from amana.domain.promises.retain import Retain
from amana.domain.promises.share import Share
from amana.domain.promises.use import Use
from amana.domain.words import ARABIC, ENGLISH, Words
from amana.storage.policies import VersionRow
from amana.storage.sharing import GrantRow
from amana.storage.work import View

FORMAT: Final = "amana-processing-1"
FORMAT_FOR_CUSTOMERS: Final = "amana-processing-for-customers-1"


def register_of_processing(view: View) -> dict[str, Any]:
    """Return the register, one activity a purpose. Raises ``NoPolicyInForce``."""
    version = in_force(view)
    policy = published(view, version).policy
    grants = giving(view, policy)
    return {
        "format": FORMAT,
        "service": view.service,
        "policy_version": version.number,
        "made_at": at(view.now),
        "controller": _controller(policy),
        "laws": list(policy.laws),
        "activities": [_activity(policy, each, grants) for each in policy.purposes.values()],
        "protection": [_said(policy, it) for it in policy.promises.values() if it.kind is PROTECT],
        "places": [_said(policy, it) for it in policy.promises.values() if it.kind is LOCATE],
    }


def register_for_customers(view: View) -> dict[str, Any]:
    """Return what is done for each customer that instructs or did. Raises ``NoPolicyInForce``.

    Its data, recipients and places are those of the policy's purposes that are served for it; of
    who ended, by the version that was in force then. Each of these stands there once, however many
    it is carried out for: a customer names version and purposes.
    """
    version = in_force(view)
    policy = published(view, version).policy
    controllers, processing = _served_for_all(view, version)
    return {
        "format": FORMAT_FOR_CUSTOMERS,
        "service": view.service,
        "policy_version": version.number,
        "made_at": at(view.now),
        "processor": _controller(policy),
        "laws": list(policy.laws),
        "controllers": controllers,
        "processing": processing,
        "protection": [_said(policy, it) for it in policy.promises.values() if it.kind is PROTECT],
        "places": [_said(policy, it) for it in policy.promises.values() if it.kind is LOCATE],
    }


def _served_for_all(
    view: View, version: VersionRow
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the customers, and the categories of processing that are carried out for any."""
    versions = view.policies.versions()
    known: dict[int, Mapping[str, dict[str, Any]]] = {}
    carried_out: dict[tuple[int, str], dict[str, Any]] = {}
    found = []
    for customer in list_customers(view):
        then = version if customer.ended_at is None else _at(versions, customer.ended_at)
        if then.number not in known:
            known[then.number] = _served(view, then)
        served = known[then.number]
        said = customer_json(customer, served)
        said["customer"] = said.pop("id")
        wanted = customer.purposes or served
        purposes = [each for each in served if each in wanted]
        found.append({**said, "policy_version": then.number, "purposes": purposes})
        for each in purposes:
            whole = {"policy_version": then.number, **served[each]}
            carried_out.setdefault((then.number, each), whole)
    return found, [carried_out[each] for each in sorted(carried_out, key=lambda it: -it[0])]


def _at(versions: Sequence[VersionRow], when: datetime) -> VersionRow:
    """Return the version that was in force; the first where none was yet."""
    return next((each for each in versions if each.effective_at <= when), versions[-1])


def _served(view: View, version: VersionRow) -> Mapping[str, dict[str, Any]]:
    """Return a version's categories of processing by purpose, worked out once for all customers."""
    policy = published(view, version).policy
    grants = giving(view, policy)
    return {each.id: _processing(policy, each, grants) for each in policy.purposes.values()}


def _processing(policy: Policy, purpose: Purpose, grants: Iterable[GrantRow]) -> dict[str, Any]:
    """Return one category of processing: its data, who gets it and where, under what."""
    whole = _activity(policy, purpose, grants)
    data = {each["category"] for each in whole["data"]}
    forms = [it.form for it in policy.promises.values()]
    kept = [it for it in forms if isinstance(it, Locate) and data & set(it.data)]
    return {name: whole[name] for name in ("purpose", "name", "term", "data", "recipients")} | {
        "places": [
            {
                "country": country,
                "safeguards": sorted(
                    {each.value for form in kept if country in form.in_ for each in form.under}
                ),
            }
            for country in whole["places"]
        ]
    }


def _controller(policy: Policy) -> dict[str, Any]:
    who = policy.controller
    return {
        "name": _both(who.name),
        "email": who.email,
        "phone": who.phone,
        "address": None if who.address is None else _both(who.address),
        "officer": None if who.officer is None else _both(who.officer),
        "representative": None if who.representative is None else _both(who.representative),
    }


def _activity(policy: Policy, purpose: Purpose, grants: Iterable[GrantRow]) -> dict[str, Any]:
    """Return one activity: its data, from whom, who gets it, where it goes, how long it stays."""
    serving = [it.form for it in policy.promises.values() if _serves(it, purpose.id)]
    data = {each for form in serving for each in form.data}
    shared = [form for form in serving if isinstance(form, Share)]
    to = {each for form in shared for each in form.to}
    given = [it for it in grants if purpose.id in it.purposes and it.recipient in policy.recipients]
    return {
        "purpose": purpose.id,
        "name": _both(purpose.name),
        "basis": purpose.basis,
        "term": purpose.term,
        "only_for": purpose.who,
        "data": [
            {"category": it.id, "name": _both(it.name), "term": it.term}
            for it in policy.data.values()
            if it.id in data
        ],
        "origins": sorted({it.from_.value for it in serving if isinstance(it, Collect)}),
        "recipients": [
            _recipient(it, shared, [each for each in given if each.recipient == it.id])
            for it in policy.recipients.values()
            if it.id in to
        ],
        "places": sorted(
            {
                country
                for it in policy.promises.values()
                if isinstance(it.form, Locate) and data & set(it.form.data)
                for country in it.form.in_
            }
        ),
        "kept": [
            _said(policy, it)
            for it in policy.promises.values()
            if isinstance(it.form, Retain) and data & set(it.form.data)
        ],
    }


def _serves(promise: Promise, purpose: str) -> bool:
    form = promise.form
    return isinstance(form, Collect | Use | Share) and purpose in form.for_


def _recipient(
    recipient: Recipient, shared: Iterable[Share], grants: Iterable[GrantRow]
) -> dict[str, Any]:
    """Return who gets it, in which country, and what binds them: by the policy, and by grants."""
    promised = {each.value for form in shared if recipient.id in form.to for each in form.under}
    granted = {str(each) for grant in grants for each in grant.safeguards}
    return {
        "recipient": recipient.id,
        "kind": recipient.kind,
        "name": _both(recipient.name),
        "country": recipient.country,
        "safeguards": sorted(promised | granted | set(recipient.safeguards)),
    }


def _said(policy: Policy, promise: Promise) -> dict[str, Any]:
    terms = policy.terms
    return {
        "promise": promise.id,
        "ar": promise.says(terms, ARABIC),
        "en": promise.says(terms, ENGLISH),
    }


def _both(words: Words) -> dict[str, str]:
    return {"ar": words.say(ARABIC), "en": words.say(ENGLISH)}
