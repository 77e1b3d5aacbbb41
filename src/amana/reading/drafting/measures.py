"""What measures a sentence on protection names: where data is encrypted, and what is not kept."""

import re
from typing import Final

from amana.reading.folding import tokens

IN_TRANSIT: Final = "encryption_in_transit"
AT_REST: Final = "encryption_at_rest"
HASHED: Final = "hashed_passwords"
_MOVING: Final = re.compile(
    r"\b(?:in|during|under) (?:transit|transmission|transport|transfer|motion|flight)\b"
    r"|\bconnections?\b|\bالاتصال\b"
    r"|\b(?:transmi|transport|travel|in between|over the (?:network|internet|wire)|end to end)\w*"
    r"|\b(?:when|while|as|before|whenever) (?:\w+ ){0,3}?(?:sent|moves?|moved|transferred)\b"
    r"|\b(?:tls|ssl|https)\b"
    r"|\b\w{0,3}(?:نقل(?:ها|ه|ك)?|ارسال(?:ها|ه)?|انتقال(?:ها|ه)?|تنقل(?:ها)?|عبور(?:ها)?|تراسل)\b"
)
_LYING: Final = re.compile(
    r"\bat rest\b|\b(?:when|while|where|once) (?:\w+ ){0,5}?(?:stored|saved|kept|held)\b"
    r"|\b(?:in|on|for|during) (?:\w+ ){0,2}?(?:storage|disks?|databases?|backups?|servers?)\b"
    r"|\b(?:stor(?:e|es|ed|ing)|keep|kept|sav(?:e|ed)|held|hold) (?:\w+ ){0,5}?encrypt\w*"
    r"|\bencrypt\w* (?:\w+ ){0,3}?(?:disks?|databases?|backups?|storage|drives?)\b"
    r"|\b(?:disks?|databases?|backups?|drives?|stored) (?:\w+ ){0,5}?encrypt\w*"
    r"|\b\w{0,3}(?:تخزين(?:ها|ه|ك)?|حفظ(?:ها|ه)|خزن(?:ها|ه)?|مخزن(?:ه|ا)?|سكون(?:ها|ه)?|راحه)\b"
    r"|\b(?:عند|اثناء|وقت|حال|في|حين|لدي) ?\w{0,3}(?:حفظ|تخزين)\w*"
    r"|\b\w{0,3}(?:اقراص|قاعده البيانات|قواعد البيانات|نسخ احتياطي\w*|النسخ الاحتياطي\w*)\b"
    r"|\b\w?(?:نخزن|نحفظ|تخزن|تحفظ|يخزن|يحفظ|محفوظ)\w* (?:\w+ ){0,4}?\w{0,2}(?:مشفر|معمي|معما)\w*"
)

_KEEPS_NOTHING: Final = re.compile(
    r"\b(?:not|never|dont|doesnt) (?:\w+ )?(?:stor\w*|keep\w*|sav\w*|retain\w*|hold\w*)"
    r"|\b[وف]?(?:لا|لن) (?:نخزن|نحتفظ|نحفظ|نسجل)\w*"
)
_OF_A_PART: Final = re.compile(
    r"\b(?:full|complete|whole|last (?:four|4)|in full|only (?:the )?last)\b"
    r"|\w*كامل\w*|\bاخر (?:اربع|4)\w*|\w*اخير\w*"
)


def keeps_nothing(text: str) -> bool:
    """Tell whether a sentence says that a card's number is not kept at all, not even a part."""
    folded = " ".join(token.word for token in tokens(text))
    return _KEEPS_NOTHING.search(folded) is not None and _OF_A_PART.search(folded) is None


_HASHED: Final = re.compile(
    r"\b(?:hash\w*|salted|one way|irreversibl\w*)\b"
    r"|\b\w{0,3}(?:مجزا\w*|تجزي\w*|هاش\w*)\b|\bلا يمكن (?:استرجاع|فك|استعاد)\w*"
)
_PASSWORD: Final = re.compile(
    r"\b(?:password|passcode|pin)s?\b|\bكلم(?:ه|ات) (?:ال)?(?:مرور|سر)\w*"
)


def encryption(text: str) -> tuple[str, ...]:
    """Return the measures that a sentence on encryption names; on its way where it names none.

    A password that is hashed is no more encrypted than the sentence says beside.
    """
    folded = " ".join(token.word for token in tokens(text))
    named = ((IN_TRANSIT, _MOVING), (AT_REST, _LYING))
    if _HASHED.search(folded) and _PASSWORD.search(folded):
        return HASHED, *((IN_TRANSIT,) if _MOVING.search(folded) else ())
    return tuple(measure for measure, words in named if words.search(folded)) or (IN_TRANSIT,)


_NOT_ENCRYPTED: Final = re.compile(
    r"\b(?:not|never|dont|doesnt|isnt|arent|wont|cannot|cant)\s"
    r"(?:(?:yet|always|be|been|currently|fully|all)\s){0,2}encrypt\w*"
    r"|\b[وف]?(?:لا|لن|لم)\s(?:نقوم ب\w{0,2}|يتم )?[نتي]?(?:تشفير|شفر)\w*"
    r"|\bليست?\s(?:\w+\s)?مشفر\w*"
)


def denies_encryption(text: str) -> bool:
    """Tell whether a sentence says that something is not encrypted: a promise of no measure."""
    folded = " ".join(token.word for token in tokens(text))
    return _NOT_ENCRYPTED.search(folded) is not None


_PLAIN: Final = re.compile(
    r"\b(?:unencrypted|in (?:plain|clear) ?text)\b|\bك?نصا? (?:صريح|واضح|عادي|مكشوف)ا?\b"
    r"|\bغير (?:ال)?مشفر\w*|\b(?:دون|بدون|بلا) تشفير\b"
)


def in_plain_text(text: str) -> bool:
    """Tell whether a sentence speaks of keeping without encryption: what it rules out is a form."""
    folded = " ".join(token.word for token in tokens(text))
    return _PLAIN.search(folded) is not None
