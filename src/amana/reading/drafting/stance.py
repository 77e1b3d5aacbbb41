"""Whether a sentence waits for a yes or goes on until a no.

To take a consent back is no objection: where there is something to take back, a yes came first.
What counts a silence as a yes (*unless you tell us otherwise*, ``ما لم ترفض``) waits for nothing.
"""

import re
from enum import StrEnum
from typing import Final

from amana.reading.folding import tokens
from amana.reading.lexicon import concepts_of

_PRESUMED: Final = re.compile(
    r"\b(?:assum|deem|imply|impli|presum|treat|consider|regard)\w*\s(?:\w+\s){0,4}?"
    r"(?:consent|permission|agree)\w*"
    r"|\btak\w*\s(?:\w+\s){1,4}?as (?:a |your )?(?:consent|permission|yes)"
    r"|\b(?:ن|ي|ت)(?:عد|عتبر|فترض)\s(?:\w+\s){0,3}?موافق\w*"
)
"""A consent that nobody gave."""
_DENIED: Final = re.compile(r"\b(?:not|never|no|nothing|nobody|dont|wont|[وف]?(?:لا|لن|لم))\b")
_WITHOUT: Final = re.compile(
    r"\b(?:without|absent)\s(?:\w+\s){0,3}?(?:consent|permission|approval)"
    r"|\b[بو]?(?:دون|بدون|بلا|بغير|غير)\s(?:\w+\s){0,2}?(?:موافق|اذن|رضا)\w*"
)
_AGREEING: Final = (
    r"(?:agree|consent|opt in|opted in|allow|permit|say yes|said yes|subscribe|sign up|accept)"
)
_AGREEING_AR: Final = (
    r"(?:وافقت|توافق|اذنت|تاذن|قبلت|تقبل|رضيت|ترضي|اشتركت|تشترك|سمحت|تسمح|فعلت|طلبتها)"
)
_ASKED: Final = re.compile(
    r"\b(?:your|their|prior|express|explicit|written|given|withdraw\w*|revok\w*|with|such|any|the)\s"
    r"(?:\w+\s){0,2}?(?:consent|permission|approval)\b"
    rf"|\b(?:if|once|when|until|unless|after|where|before)\s(?:you|they)\s(?:\w+\s){{0,2}}?{_AGREEING}"
    r"|\b(?:choose to|chose to) (?:receive|join|subscribe|share)"
    r"|\bopt(?:ed|ing)? ?in(?:to)?\b(?! (?:or|and) )"
    r"|\b\w{0,2}(?:موافق[ته]\w{0,3}|اذنك|اذنكم|رضاك|رضاكم)\b"
    rf"|\b[وف]?(?:ان|اذا|لو|متي|حين|حتي|قبل ان|بعد ان)\s{_AGREEING_AR}\w*"
)
_NOT_AGREEING: Final = re.compile(
    r"\b(?:if|unless|where)\s(?:you|they)\s(?:do not|dont|did not|have not|havent)\s(?:\w+\s)?"
    r"(?:agree|consent|accept)\w*"
    r"|\b(?:عدم|لم|لا)\s(?:موافق\w*|توافق\w*|تقبل\w*)"
    r"|\b\w*موافق[ته]\w*\s(?:علي|ل)\s?(?:هذه|السياس|الشروط)\w*"
)
"""Not to agree, or to agree to a text: said of something else than of a consent to an act."""
_REFUSING: Final = (
    r"(?:tell|told|object|ask|opt|inform|notif|declin|refus|indicat|instruct|say|said|unsubscrib"
    r"|choos\w* not|request|let us know|turn|disabl|stop|reject|cancel|advis|withdr)"
)
_REFUSING_AR: Final = (
    r"(?:ت|ا)?(?:رفض|عترض|بلغ|خبر|طلب|لغ|وقف|نسحب|علم|شعر|متنع|مانع|ختر عدم|قل لنا|قول)\w*"
)
_SILENT: Final = re.compile(
    rf"\b(?:unless|until)\s(?:and until\s)?(?:you|they)\s(?:\w+\s){{0,2}}?(?!opt(?:ed)? in)"
    rf"{_REFUSING}"
    rf"|\b(?:if|provided|as long as|where)\s(?:that\s)?(?:you|they)\s(?:do not|dont|did not"
    rf"|have not|havent)\s(?:\w+\s)?(?!opt(?:ed)? in){_REFUSING}"
    r"|\b(?:you|they)\s(?:have not|havent|did not)\s(?:objected|object|opted out|refused|declined)"
    rf"|\b[وف]?(?:ما لم|مالم|الا اذا|الا ان|ان لم|اذا لم|طالما لم|ما دمت لم|حتي)\s(?:\w+\s)?"
    rf"{_REFUSING_AR}"
)
_OWN: Final = re.compile(
    r"\b(?:that|which|whom?|if|when|where)?\s?you\s(?:yourself\s)?(?:choose|chose|select|connect"
    r"|link|pick|authori[sz]e)(?!\w* (?:not|whether))"
    r"|\bof your (?:own )?choice\b|\bat your (?:own )?request\b"
    r"|\b(?:التي|الذي|الذين|ان|اذا|حين|عندما|متي)\s(?:تختار|اخترت|تطلب|طلبت|تربط|ربطت)\w*"
    r"|\bباختيارك\b|\bبطلبك\b|\bبناء علي (?:طلبك|اختيارك)\b"
)


class Stance(StrEnum):
    """What a sentence makes its act wait for."""

    ASKED = "asked"
    """For a yes."""
    REFUSABLE = "refusable"
    """For nothing: it goes on until a no."""


def stance(text: str) -> Stance | None:
    """Return what a sentence waits for; ``None`` where it speaks of neither yes nor no."""
    folded = " ".join(token.word for token in tokens(text))
    said = _NOT_AGREEING.sub(" ", _PRESUMED.sub(" ", folded))
    if not _DENIED.search(folded):
        said = _WITHOUT.sub(" ", said)
    if _ASKED.search(said):
        return Stance.ASKED
    if is_silence_a_yes(text) or "opt_out" in concepts_of(text):
        return Stance.REFUSABLE
    return None


def is_silence_a_yes(text: str) -> bool:
    """Tell whether a sentence goes on for whoever says nothing."""
    folded = " ".join(token.word for token in tokens(text))
    return _SILENT.search(folded) is not None or _PRESUMED.search(folded) is not None


def is_own_choice(text: str) -> bool:
    """Tell whether what a sentence speaks of is there only where the person chose it."""
    return _OWN.search(" ".join(token.word for token in tokens(text))) is not None
