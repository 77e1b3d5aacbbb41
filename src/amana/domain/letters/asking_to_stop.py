"""Whether a letter asks for no more promotion: by its subject, or by the writer's own words.

What is looked for are a few plain wishes in Arabic and English. A letter that is taken for one
costs its writer a newsletter, and the answer tells how to get it again; one that is not understood
is for a person to read.
"""

import re
from typing import Final

from amana.domain.letters.own_words import own_words
from amana.domain.letters.plain_words import plain

_LONGEST_SUBJECT: Final = 300
_LOOKED_AT: Final = 600
"""Characters of the writer's words: who wants to stop says so at once."""
_ALONE: Final = 4
"""Words of a letter that says no more than *stop*, with thanks or a please."""
_ANSWERS: Final = re.compile(r"\s*(re|fw|fwd|aw|رد|اعاده توجيه)\s*:", re.IGNORECASE)
"""The subject of an answer is our own, and what it says is no wish of its writer."""
_PROMOTION: Final = (
    r"(sending|send|e-?mailing|mailing|writing|contacting|spamming"
    r"|(all |these |those |the |your |any |more |further |annoying )*"
    r"(e-?mails?|mails?|messages?|ads|offers|newsletters?|promotions?|letters?|spam|advertising"
    r"|marketing|texts?))"
)
"""What somebody stops who wants no more: sending, or what is sent; an order is another matter."""
_WISHES: Final = re.compile(
    r"\b(un-?subscribe|opt(ing|ed)?[ -]?(me )?out|remove me|take me off|delete my (e-?mail|address)"
    rf"|(stop|cease) {_PROMOTION}"
    r"|(no|don'?t want|do not want|not want) (any )?(more|further) "
    r"(e-?mails?|mails?|messages?|ads|offers|newsletters?|promotions?)"
    r"|(don'?t|do not|never) (send|e-?mail|mail|contact|write to) me)\b"
    r"|(الغاء|الغوا|الغ|الغي|انهاء|ايقاف|وقف) "
    r"(ال)?(اشتراك\w*|رسائل\w*|نشره|نشرات|عروض|اعلانات|بريد)"
    r"|(اوقف|اوقفو|اوقفوا|توقفوا عن|توقف عن|كفوا عن) "
    r"(ال)?(ارسال|رسائل\w*|بريد|عروض|اعلانات|مراسلت\w*)"
    r"|(لا|لم اعد|ما) (اريد|ارغب|ابغي|ابي|اود)( في| ب)?( ان)? ?(ال|ب)?"
    r"(استقبال|استلام|تلقي|مزيد|المزيد|رسائل\w*|اشتراك|الاشتراك|اعلانات|عروض"
    r"|تصلني|تراسلوني|ترسلوا)"
    r"|(لا|عدم) (ترسلوا|تراسلوني|ترسل|تراسلني|مراسلتي|ارسال)"
    r"|(احذفوني|احذفني|ازيلوني|ازلني|ازالتي|حذفي|شيلوني) من"
)
_ALONE_WISHES: Final = frozenset(
    {"stop", "end", "quit", "cancel", "توقف", "توقفوا", "قف", "اوقفوا", "ايقاف", "كفي", "الغاء"}
)
_COURTESIES: Final = frozenset(
    {"please", "pls", "now", "thanks", "thank", "you", "it", "all", "من", "فضلك", "فضلكم", "رجاء"}
    | {"ارجوك", "ارجوكم", "الرجاء", "لو", "سمحت", "سمحتم", "شكرا", "الان", "خلاص", "يكفي"}
)
"""Beside them a lone word is the whole wish; *cancel my order* is another."""
_DENIED: Final = re.compile(
    r"\b(don'?t|do not|did not|didn'?t|never|not|without) (want to |wish to |ask to )?"
    r"(un-?subscribe|remove me|opt out)"
    r"|(لا|لم|ما) (اريد|ارغب في|اطلب|اود)( ان)? (الغاء|الغي|ايقاف|انهاء|وقف)"
)


_NO_WISH: Final = re.compile(
    r"\b(don'?t|do not|never|not|didn'?t|did not|without|why did you|if you) (ever |please )?"
    r"(stop|cease)\b"
    r"|\b(لا|لم) (تتوقفوا|تتوقف|توقفوا|توقف)( عن)?\b"
)
"""*Stop* that is denied or told of: taken out before wishes are looked for."""


def asks_to_stop(subject: str, text: str) -> bool:
    """Tell whether the letter asks for no more promotion; quoted words are not its writer's."""
    own = plain(own_words(text)[:_LOOKED_AT])
    about = plain(subject[:_LONGEST_SUBJECT])
    if _ANSWERS.match(about):
        about = ""
    if _DENIED.search(own) or _DENIED.search(about):
        return False
    return any(_wished(said) for said in (about, own))


def _wished(said: str) -> bool:
    words = re.findall(r"\w+", said)
    beside = set(words) - _COURTESIES
    alone = len(words) <= _ALONE and bool(beside) and beside <= _ALONE_WISHES
    return alone or _WISHES.search(_NO_WISH.sub(" ", said)) is not None
