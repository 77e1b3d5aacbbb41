"""What a heading or lead-in rules out for the bare list under it: *What we never collect*.

Its words are known one by one: whatever else stands there (*from children*, *need to*, *when you
…*) may narrow what is ruled out, and a ban of everything would say more than the text does.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from amana.domain.policy.proposal import Proposal
from amana.reading.features import Features, features
from amana.reading.folding import tokens
from amana.reading.lexicon import Span, concepts_of

_ACTS: Final = (
    r"(?:collect|gather|share|sell|use|keep|store|do|ask|take|track|record|give|disclose|send"
    r"|request|process|hold|retain)"
)
_ACT_AR: Final = (
    r"(?:نقوم\s)?(?:ب?ن?(?:جمع|شارك|بيع|ستخدم|ستعمل|حتفظ|خزن|سجل|فعل|طلب|اخذ|تتبع|كشف|فصح))\w{0,6}"
)
_RULED_OUT: Final = re.compile(
    rf"\b(?:we|us)\s(?:\w+\s){{0,2}}?(?:dont|not|never|wont)\s(?:\w+\s){{0,2}}?{_ACTS}\b"
    rf"|^(?:never|not)\s{_ACTS}ed\b"
    rf"|\b(?:لا|لن)\s{_ACT_AR}"
)
_NOUNS: Final = (
    r"(?:data|information|details|things|items|kinds?|types?|sorts?|categories|personal|any|all|the"
    r"|these|those|this|that|which|what|whatever|following|of|your|our|a|list|is|are|here|promise"
    r"|commitment|[0-9]{1,3})"
)
_ADVERBS: Final = r"(?:ever|also|simply|at\sall)"
_NOUNS_AR: Final = (
    r"(?:data|ما|التي|الذي|اي|من|كل|جميع|هذه|هذا|تلك|ال?بيانات\w{0,3}|ال?معلومات\w{0,3}|وعدنا|قايمه"
    r"|ال?شخصيه|ال?اشياء|ال?انواع|[0-9]{1,3})"
)
_BARE_BAN: Final = re.compile(
    rf"(?:{_NOUNS}\s){{0,8}}(?:we\s(?:(?:will|do|would|shall)\s)?|(?:are\s)?)"
    rf"(?:dont|not|never|wont)\s(?:{_ADVERBS}\s)?{_ACTS}(?:ed|d)?"
    rf"(?:\s(?:(?:and|or|nor)\s)?(?:{_ACTS}|sold|kept|taken))*"
    rf"(?:\s(?:(?:and|or|about|from|of)\s(?:you|yours)|it|them|with\syour\sdata|{_ADVERBS}|{_NOUNS}"
    rf"|and|or|you)){{0,12}}(?:\s(?:with|to|for)(?:\s(?:any|of|these|those|the|following)){{0,4}})?"
    rf"|(?:{_NOUNS_AR}\s){{0,8}}(?:لا|لن)\s{_ACT_AR}(?:\s(?:او|ولا|ولن)\s?{_ACT_AR})*"
    rf"(?:\s(?:ابدا|مطلقا|بتاتا|عنك|منك|التاليه|و|او|{_NOUNS_AR})){{0,12}}"
    r"(?:\s(?:مع|ل|الي)(?:\s(?:اي|من|هذه|هولاء|التاليين)){0,4})?"
)
"""A ban with nothing beside it but what stands for data as a whole."""
_TO_WHOM: Final = re.compile(r"\s(?:with|to|مع|الي)(?:\s(?:any|our|the|your|other|اي)){0,2}\Z")
_OF_SOMETHING: Final = ("data", "personal")
_NARROWED: Final = re.compile(
    r"\b(?:after|before|by|when|whenever|where|while|at|over|for|during|until|once|if|longer|more"
    r"|than|beyond|in|on|with|to|via|through|using|without|unless|outside|since|across"
    r"|from(?!\syour?\b))\b"
    r"|\b(?:بعد|قبل|عند|عندما|حين|حيث|اثناء|خلال|لمده|اكثر|اطول|اذا|لو|حتي|منذ|في|علي|عبر|مع|الي"
    r"|بدون|دون|خارج|بواسطه|ل\w{3,})\b"
)
"""Words of an item that make it less than what it names: a time, a way, a place, a purpose."""
_LONGEST: Final = 12
"""Words of what rules out a list: a longer one is a sentence of its own."""
_BARE: Final = ("we", "finite", "not", "may_you", "right", "except", "only")
"""Concepts of a passage that says something itself."""


def is_ruled_out_above(piece: Features) -> bool:
    """Tell whether a passage without a verb of its own stands under words that rule an act out.

    Neither the words above nor the passage may narrow what is ruled out, but to who receives it.
    """
    if not (_rules_out(_above(piece)) and _is_bare(piece)):
        return False
    return _NARROWED.search(_folded(piece.text)) is None


def kept_from(piece: Features) -> tuple[str, ...]:
    """Return the recipients whom the words above name: *What we never share with advertisers*."""
    return _named_above(_above(piece)) if is_ruled_out_above(piece) else ()


def is_narrowly_ruled_out(proposal: Proposal) -> bool:
    """Tell whether words above rule out an act in a passage that is not taken for a ban."""
    above = proposal.lead_in or proposal.heading or ""
    if proposal.kinds[0] == "never" or not _RULED_OUT.search(_folded(above)):
        return False
    piece = features(
        proposal.text, role=proposal.role, heading=proposal.heading, lead_in=proposal.lead_in
    )
    return _is_bare(piece)


def _above(piece: Features) -> str:
    """Return what a passage hangs on."""
    return piece.lead_in_words or piece.heading_words


def _is_bare(piece: Features) -> bool:
    """Tell whether a passage says nothing itself."""
    return not any(piece.has(name) for name in _BARE)


def _folded(text: str) -> str:
    """Return the words as they are compared."""
    return " ".join(token.word for token in tokens(text))


@lru_cache(maxsize=1_024)
def _rules_out(above: str) -> bool:
    """Tell whether a heading or lead-in rules out an act of ours, and no more than that."""
    words = [token.word for token in tokens(above)]
    if not words or len(words) > _LONGEST or not _RULED_OUT.search(" ".join(words)):
        return False
    found = concepts_of(above)
    named = [
        span
        for name, spans in found.items()
        if name in _OF_SOMETHING or name.startswith("data:")
        for span in spans
    ]
    for start, end in named:
        words[start:end] = ["data"] * (end - start)
    return _BARE_BAN.fullmatch(" ".join(_without_recipients(words, found))) is not None


def _without_recipients(words: Sequence[str], found: Mapping[str, Sequence[Span]]) -> Sequence[str]:
    """Return the words without who receives nothing, where they close a ban of sharing."""
    if not _named_in(found):
        return words
    receivers = [span for name, spans in found.items() if _is_receiver(name) for span in spans]
    first = min(start for start, _ in receivers)
    inside = {at for start, end in receivers for at in range(start, end)}
    rest = {words[at] for at in range(first, len(words)) if at not in inside}
    to_whom = _TO_WHOM.search(" ".join(words[:first]))
    if to_whom is None or not rest <= {"and", "or", "our", "the", "other", "any", "او", "و"}:
        return words
    return " ".join(words[:first])[: to_whom.start()].split()


def _is_receiver(name: str) -> bool:
    """Tell whether a concept is one of who receives data."""
    return name.startswith("recipients:")


@lru_cache(maxsize=1_024)
def _named_above(above: str) -> tuple[str, ...]:
    """Return the recipients that a heading or lead-in on sharing names."""
    return _named_in(concepts_of(above))


def _named_in(found: Mapping[str, Sequence[Span]]) -> tuple[str, ...]:
    """Return the recipients among concepts, where they speak of sharing: a sale bans them all."""
    if "share" not in found or "sell" in found:
        return ()
    return tuple(name.partition(":")[2] for name in found if _is_receiver(name))
