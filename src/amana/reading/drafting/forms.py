"""A proposal as an entry of the policy file: the items of its kind's form.

What the sentence does not say is filled in the narrow way (data, purposes and recipients
``other``; a choice before a use). Where a form needs a figure that the sentence does not give,
such as an age, there is no entry: a person has to supply it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from amana.domain.policy.proposal import Proposal
from amana.reading.drafting.details import details
from amana.reading.drafting.measures import (
    denies_encryption,
    encryption,
    in_plain_text,
    keeps_nothing,
)
from amana.reading.drafting.moments import moment, named_moment
from amana.reading.drafting.occasions import occasion
from amana.reading.drafting.precision import PRECISE, is_narrowed
from amana.reading.drafting.rights import exception, is_by_law, rights
from amana.reading.drafting.stance import Stance, is_own_choice, is_silence_a_yes, stance
from amana.reading.folding import tokens
from amana.reading.lexicon import Span, concepts_of

Items: TypeAlias = dict[str, object]
Found: TypeAlias = Mapping[str, Sequence[Span]]

OTHER: Final = "other"
ACCESS: Final = "access"
"""What one may ask for where the sentence does not say."""
_AGE: Final = re.compile(r"(?<!\d)(1[0-9]|2[01])(?!\d)")
_AGE_WORDS: Final = {"الثامنه عشره": 18, "السادسه عشره": 16, "الثالثه عشره": 13, "eighteen": 18,
                     "sixteen": 16, "thirteen": 13, "ثمانيه عشر": 18}  # fmt: skip
_COUNTRIES: Final = (
    ("قطر", "QA"), ("qatar", "QA"), ("السعوديه", "SA"), ("saudi", "SA"), ("الاردن", "JO"),
    ("jordan", "JO"), ("الامارات", "AE"), ("emirates", "AE"), ("مصر", "EG"), ("egypt", "EG"),
    ("ايرلندا", "IE"), ("ireland", "IE"), ("المانيا", "DE"), ("germany", "DE"),
    ("frankfurt", "DE"), ("الولايات المتحده", "US"), ("united states", "US"),
    ("الكويت", "KW"), ("kuwait", "KW"), ("البحرين", "BH"), ("bahrain", "BH"),
    ("عمان", "OM"), ("oman", "OM"),
)  # fmt: skip
_LAWS: Final = (("gdpr", "gdpr"), ("general data protection", "gdpr"), ("ccpa", "ccpa"),
                ("اللايحه العامه", "gdpr"), ("قطر", "qatar"), ("qatar", "qatar"),
                ("الاردن", "jordan"), ("jordan", "jordan"), ("السعودي", "saudi"),
                ("المملكه", "saudi"), ("saudi", "saudi"), ("مصر", "egypt"),
                ("egypt", "egypt"), ("emirates", "uae"), ("الامارات", "uae"),
                ("kuwait", "kuwait"), ("الكويت", "kuwait"))  # fmt: skip
EMAIL: Final = "email"
_REACHED: Final = {EMAIL: EMAIL, "sms": "phone", "phone": "phone", "post": "address"}
"""Data by which somebody is reached, by channel."""
_BEING_WRITTEN_TO: Final = "communicate"
"""What *we send you* says of every message, whatever it is for."""
_SEEN: Final = frozenset({"access", "copy", "portability"})
_STOPPED: Final = frozenset({"promotional", "rating_request"})


def items_of(proposal: Proposal) -> Items | None:
    """Return the items of the main kind's form, or ``None`` where a figure is missing."""
    found: Found = concepts_of(proposal.text)
    items = _FORMS[proposal.kinds[0]](proposal, found)
    return None if items is None else _detailed(items, proposal)


def _detailed(items: Items, proposal: Proposal) -> Items:
    """Add what else the sentence says, as far as the form takes it."""
    kind, more = proposal.kinds[0], details(proposal)
    if not _SEEN.intersection(_terms(items, "right")):
        more.pop("as", None)
    if not _STOPPED.intersection(_terms(items, "message")):
        more.pop("stop", None)
    if kind == "change":
        more["change"] = (*_terms(items, kind), *_terms(more, kind))
    return items | more


def _terms(items: Mapping[str, object], item: str) -> tuple[str, ...]:
    """Return the values of an item that is a list, none where it is not there."""
    value = items.get(item)
    return value if isinstance(value, tuple) else ()


def _data(proposal: Proposal) -> tuple[str, ...]:
    return proposal.slots.data or (OTHER,)


def _purposes(proposal: Proposal) -> tuple[str, ...]:
    return proposal.slots.purposes or (OTHER,)


def _recipients(proposal: Proposal) -> tuple[str, ...]:
    return proposal.slots.recipients or (OTHER,)


def _folded(proposal: Proposal) -> str:
    return " ".join(token.word for token in tokens(proposal.text))


def _named(proposal: Proposal, names: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return what the text names, each once."""
    folded = _folded(proposal)
    return tuple(dict.fromkeys(value for word, value in names if word in folded))


def _collect(proposal: Proposal, _: Found) -> Items:
    slots, met = proposal.slots, occasion(proposal)
    purposes = slots.purposes or ((OTHER,) if met is None else (met[1],))
    items: Items = {"collect": _data(proposal), "for": purposes}
    if slots.source is not None:
        items["from"] = slots.source
    return items if met is None else items | {"at": (met[0],)}


def is_purpose_known(proposal: Proposal) -> bool:
    """Tell whether the purpose of a collection stands in its sentence, or nowhere in the draft."""
    if proposal.kinds[0] != "collect" or proposal.slots.purposes:
        return True
    return occasion(proposal) is None


def _use(proposal: Proposal, _: Found) -> Items:
    return {"use": _data(proposal), "for": _purposes(proposal)}


def names_data(proposal: Proposal, found: Found) -> bool:
    """Tell whether the sentence says which data it is about, be it all of the person's."""
    return bool(proposal.slots.data or {"data", "personal"} & set(found))


def names_country(proposal: Proposal) -> bool:
    """Tell whether the sentence names a country that a policy can name."""
    return bool(_named(proposal, _COUNTRIES))


def _only(proposal: Proposal, _: Found) -> Items:
    slots = proposal.slots
    items: Items = {"only": _data(proposal)}
    if items["only"] == (OTHER,):
        # A list would limit whatever else the text says of data that it does not name.
        return items | {"limit": "as_described"}
    if slots.purposes:
        items["for"] = slots.purposes
    if slots.recipients:
        items["to"] = slots.recipients
    return items if len(items) > 1 else items | {"limit": "as_described"}


def _never(proposal: Proposal, found: Found) -> Items:
    if not _RULED_OUT & set(found):
        # The act stands in what the passage hangs on: *What we never collect*.
        found = concepts_of(proposal.lead_in or proposal.heading or "")
    natures = ("sell", "rent", "trade") if "sell" in found else ("share",)
    if is_never_taken(proposal, found):
        return {"never": _data(proposal), "collected": True}
    purposes, recipients = proposal.slots.purposes, proposal.slots.recipients
    if not {"share", "sell", "handing", "send"} & set(found):
        return {"never": _data(proposal), "for": purposes or (OTHER,)}
    items: Items = {"never": _data(proposal), "as": natures}
    limited = recipients and natures == ("share",) and not _EVERYBODY.search(_folded(proposal))
    return items | {"to": recipients} if limited else items


def is_never_taken(proposal: Proposal, found: Found) -> bool:
    """Tell whether a ban is one of having the data at all: of collecting, storing or keeping it.

    What is not kept *after the ride* or *longer than a day* is had until then.
    """
    exact = proposal.slots.data == (PRECISE,)
    if {"share", "sell"} & set(found) or (exact and is_narrowed(proposal)):
        return False
    kept = bool({"store", "keep"} & set(found)) and not {"use", "send", "handing"} & set(found)
    later = _FROM_THEN.search(_folded(proposal)) or in_plain_text(proposal.text)
    kept = kept and proposal.slots.period is None and not later
    return "collect" in found or kept or exact


_FROM_THEN: Final = re.compile(
    r"\b(?:after|beyond|longer|more than|once|when|until|past|any ?more|afterwards|forever|for)\b"
    r"|\b(?:بعد\w*|اكثر|اطول|عند|حين|عندما|حتي|منذ|فوق|لمده|طوال|الي|للابد|اذا)\b"
)
"""Words of a time from which on data is not kept."""
_RULED_OUT: Final = frozenset(
    {"share", "sell", "collect", "handing", "send", "use", "keep", "store"}
)
_EVERYBODY: Final = re.compile(
    r"\b(?:any\s?(?:one|body|person)|no\s?(?:one|body)|whoever|whomever)\b(?!\s(?:else|outside|except|but|other))"
    r"|\b(?:اي|لاي)\s(?:احد|شخص|كان|جهه|طرف)\b(?!\s(?:سوي|غير|الا|خارج|اخر|اخري|ثالث))"
)
"""Whom nobody is left out of: examples behind it (*including insurers*) narrow no ban."""


def _share(proposal: Proposal, _: Found) -> Items:
    to = _recipients(proposal)
    items: Items = {"share": _data(proposal), "to": to, "for": _purposes(proposal)}
    waits = tuple(name for name, holds in _WAITS if holds(proposal.text))
    return items | {"if": waits} if waits else items


_WAITS: Final[Sequence[tuple[str, Callable[[str], bool]]]] = (
    ("consent", lambda text: stance(text) is Stance.ASKED),
    ("unless_opted_out", lambda text: stance(text) is Stance.REFUSABLE),
    ("own_choice", is_own_choice),
)
"""What a disclosure waits for, as the words of its sentence say."""


def _choice(proposal: Proposal, found: Found) -> Items:
    before = _waits_for_a_yes(proposal.text, found)
    purposes = tuple(term for term in _purposes(proposal) if term != _BEING_WRITTEN_TO)
    items: Items = {
        "choice": purposes or (_BEING_WRITTEN_TO,),
        "by": "opt_in" if before else "opt_out",
    }
    return items | {"of": "sharing"} if _gives_away(found) else items


def _waits_for_a_yes(text: str, found: Found) -> bool:
    """Tell whether a choice comes before the act; where neither is said, the narrower holds."""
    waits = stance(text)
    if waits is Stance.ASKED:
        return True
    if is_silence_a_yes(text):
        return False
    return waits is None or _asked_before(found)


def _asked_before(found: Found) -> bool:
    """Tell whether a consent comes first, in a sentence that says how it is taken back as well."""
    firsts = [found[name][0] for name in ("opt_in", "opt_out") if found.get(name)]
    return "opt_in" in found and firsts[0] < firsts[-1]


def _gives_away(found: Found) -> bool:
    """Tell whether data is shared: what is sent to *you* goes to nobody else."""
    yours = found.get("you", ())
    return any(
        not any(start <= at < end for at, _ in yours) for start, end in found.get("share", ())
    )


def _message(proposal: Proposal, found: Found) -> Items:
    folded = proposal.slots.purposes
    kind = "rating_request" if "rate" in found else "service"
    kind = "transactional" if "transactional" in found else kind
    kind = "promotional" if "marketing" in folded else kind
    named = tuple(term for term in proposal.slots.data if term in _REACHED.values())
    ways = tuple(dict.fromkeys(way for way in proposal.slots.channel if way in _REACHED))
    to = named or tuple(dict.fromkeys(_REACHED[way] for way in ways)) or (EMAIL,)
    items: Items = {"message": (kind,), "for": folded or ("communicate",), "to": to}
    return items | {"by": ways} if ways else items


def _cookie(proposal: Proposal, found: Found) -> Items:
    items: Items = {"cookie": _purposes(proposal), "data": ("cookies",)}
    return items | {"can_disable": True} if "opt_out" in found else items


def _protect(proposal: Proposal, found: Found) -> Items | None:
    if "encrypt" in found and denies_encryption(proposal.text):
        return None
    encrypted = encryption(proposal.text) if "encrypt" in found else ()
    guarded = "password" in found and (not encrypted or "guard_it" in found)
    measures = {"own_care": guarded, "least_privilege": "access_staff" in found}
    by = (*encrypted, *(measure for measure, named in measures.items() if named))
    of_card = "last_four" in found and not in_plain_text(proposal.text)
    if of_card and keeps_nothing(proposal.text):
        return {"protect": ("payment_card",), "by": (*by, "not_stored")}
    if of_card:
        return {"protect": ("payment_card",), "by": (*by, "mask"), "show": "last4"}
    items: Items = {"protect": _data(proposal), "by": by or ("procedures",)}
    return items | {"not_absolute": True} if "no_guarantee" in found else items


def _verify(_: Proposal, found: Found) -> Items:
    if "code" in found:
        return {"verify": ("account",), "by": ("one_time_code",)}
    return {"verify": ("request",)}


def _retain(proposal: Proposal, found: Found) -> Items:
    items: Items = {"retain": _data(proposal)}
    period = proposal.slots.period
    if period is None:
        return items | {"until": named_moment(proposal) or "not_needed"}
    until, _ = moment(proposal, named=names_data(proposal, found))
    return items | {"until": until, "period": period}


def is_moment_known(proposal: Proposal) -> bool:
    """Tell whether the sentence says from when its period of keeping runs."""
    if proposal.kinds[0] != "retain" or proposal.slots.period is None:
        return True
    found: Found = concepts_of(proposal.text)
    return moment(proposal, named=names_data(proposal, found))[1]


def _right(proposal: Proposal, found: Found) -> Items:
    items: Items = {"right": rights(proposal.text, found) or (ACCESS,)}
    excepted = exception(proposal.text)
    return items | {"except": ("law",)} if excepted and is_by_law(excepted) else items


def _breach(proposal: Proposal, _: Found) -> Items | None:
    period = proposal.slots.period
    return None if period is None else {"breach": ("affected",), "within": period}


def _children(proposal: Proposal, _: Found) -> Items | None:
    folded = _folded(proposal)
    figure = _AGE.search(folded)
    age = int(figure[1]) if figure else None
    spelt = (years for words, years in _AGE_WORDS.items() if words in folded)
    age = age or next(spelt, None)
    return None if age is None else {"children": age}


def _change(_: Proposal, found: Found) -> Items:
    items: Items = {"change": ("published", "dated")}
    return items | {"review": True} if "reread" in found else items


def _locate(proposal: Proposal, _: Found) -> Items | None:
    places = _named(proposal, _COUNTRIES)
    return {"locate": _data(proposal), "in": places} if places else None


def _scope(_: Proposal, found: Found) -> Items:
    return {"scope": ("external" if {"other_sites", "disclaim"} & set(found) else "whole_service",)}


def _publish(proposal: Proposal, found: Found) -> Items:
    data = proposal.slots.data or ("content_reviews",)
    return {"publish": data, "as": ("own_name",), "moderated": "moderate" in found}


def _monitor(proposal: Proposal, _: Found) -> Items:
    return {"monitor": _data(proposal), "for": _purposes(proposal)}


def _law(proposal: Proposal, _: Found) -> Items | None:
    laws = _named(proposal, _LAWS)
    return {"law": laws} if laws else None


def _contact(proposal: Proposal, _: Found) -> Items:
    by_phone = "phone" in proposal.slots.data and "@" not in proposal.text
    return {"contact": ("phone" if by_phone else "email",)}


def _accept(_: Proposal, found: Found) -> Items:
    items: Items = {"accept": ("use",)}
    return items | {"declining": "stop_using"} if "disagree" in found else items


_FORMS: Final[Mapping[str, Callable[[Proposal, Found], Items | None]]] = {
    "collect": _collect, "use": _use, "only": _only, "never": _never, "share": _share,
    "choice": _choice, "message": _message, "cookie": _cookie, "protect": _protect,
    "verify": _verify, "retain": _retain, "right": _right, "breach": _breach,
    "children": _children, "change": _change, "locate": _locate, "scope": _scope,
    "publish": _publish, "monitor": _monitor, "law": _law, "contact": _contact,
    "accept": _accept,
}  # fmt: skip
