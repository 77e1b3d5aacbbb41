"""What a letter asks for that a person has a right to, by plain words in Arabic and English.

Nothing is done on the word of a letter: its writer is sent a link, behind which they say themselves
what they ask for. So a letter that is taken for a request costs one mail, and several kinds found
in one are none chosen.
"""

import re
from collections.abc import Mapping
from typing import Final

from amana.domain.letters.own_words import own_words
from amana.domain.letters.plain_words import plain
from amana.domain.vocabulary.requests import RequestKind

_LONGEST_SUBJECT: Final = 300
_LOOKED_AT: Final = 2_000
"""Characters of the writer's words."""
_ALL: Final = r"(?:(?:all|any|every|of|the|these|my|our|personal|private|own) ){0,6}"
_DATA: Final = r"(?:data|information|info|details|records?|profile|account)"
_MINE: Final = rf"{_ALL}{_DATA}\b"
_BYNI: Final = r"(?:(?:كل|جميع|كافه|سائر|كامل|لي|الي|من|عن|علي) ){0,4}"
_BAYANAT: Final = (
    r"(?:بياناتي|معلوماتي|حسابي|سجلاتي|ملفي"
    r"|(?:ال)?(?:بيانات|معلومات)(?: ال(?:شخصيه|خاصه)| (?:بي|عني|لدي))*)"
)
_HIS: Final = rf"{_BYNI}{_BAYANAT}"
_DENIED: Final = re.compile(
    r"\b(?:don't|do not|never|did not|didn't|not) (?:ever |please |want (?:you )?to )?"
    rf"(?:delete|erase|remove|wipe|destroy|correct|change|transfer) {_MINE}"
    rf"|\b(?:لا|لم) (?:تحذفوا|تحذف|تمحوا|تمح|تمسحوا|تمسح|احذف|اريد حذف|اطلب حذف) {_HIS}"
)
_ASKED: Final[Mapping[RequestKind, re.Pattern[str]]] = {
    RequestKind.ERASURE: re.compile(
        rf"\b(?:delete|erase|remove|wipe|destroy|deletion of|erasure of|close|deactivate) {_MINE}"
        r"|\bright to (?:be forgotten|erasure|deletion)\b"
        r"|\b(?:احذفوا|احذف|احذفي|حذف|محو|امحوا|امح|امسحوا|امسح|مسح|ازاله|ازيلوا|اتلاف|اتلفوا|اغلاق|اغلقوا)"
        rf" {_HIS}|\bالحق في (?:المحو|النسيان)"
    ),
    RequestKind.PORTABILITY: re.compile(
        rf"\b(?:transfer|port|move|export) {_MINE}|\bportability\b|\bmachine[- ]readable\b"
        rf"|\b(?:نقل|انقلوا|تصدير|صدروا) {_HIS}|\bقابليه (?:نقل|النقل)"
    ),
    RequestKind.COPY: re.compile(
        rf"\b(?:copy of|copies of|access to|send me|give me|see|get|obtain|download) {_MINE}"
        r"|\bsubject access\b|\bdsar\b|\bright of access\b"
        r"|\bwhat (?:personal )?(?:data|information) (?:do |does )?you (?:have|hold|keep|store)\b"
        rf"|\b(?:نسخه|صوره) (?:كامله )?(?:من|عن) {_HIS}"
        rf"|\b(?:الاطلاع|اطلاعي|الوصول|اطلع|احصل|الحصول) {_HIS}"
        rf"|\b(?:ارسلوا|ارسل|اعطوني|اعطني|زودوني|زودني) {_HIS}"
        r"|\bما (?:هي )?(?:ال)?(?:بيانات|معلومات) التي (?:لديكم|تحتفظون|تملكون|تحفظون|عندكم)"
    ),
    RequestKind.CORRECTION: re.compile(
        r"\b(?:correct|rectify|amend|fix|correction of|rectification of) "
        rf"{_ALL}(?:{_DATA}|name|address|e-?mail|phone|number|birth ?date|date of birth)\b"
        r"|\bright to rectification\b"
        r"|\b(?:تصحيح|صححوا|صحح|تعديل|عدلوا|تحديث|حدثوا) "
        rf"(?:{_HIS}|اسمي|عنواني|بريدي|رقمي|هاتفي|رقم هاتفي|تاريخ ميلادي|الخطا في)"
    ),
    RequestKind.RESTRICTION: re.compile(
        rf"\b(?:restrict|restriction of|limit) (?:the )?(?:processing|use)(?: of)?\b"
        rf"|\b(?:تقييد|قيدوا) (?:استخدام|استعمال|معالجه) {_HIS}"
    ),
    RequestKind.OBJECTION: re.compile(
        r"\bi (?:hereby )?object\b|\bobjection to\b|\bright to object\b"
        rf"|\b(?:stop|cease) (?:using|processing|selling|sharing|profiling) {_MINE}"
        rf"|\b(?:don't|do not) (?:use|process|sell|share|sell or share) {_MINE}"
        r"|\b(?:اعترض|اعتراضي|اعتراض|الاعتراض) علي"
        rf"|\b(?:اوقفوا|توقفوا عن|ايقاف|وقف) (?:استخدام|استعمال|معالجه|بيع|مشاركه) {_HIS}"
        rf"|\bلا (?:تستخدموا|تستعملوا|تبيعوا|تشاركوا|تعالجوا) {_HIS}"
    ),
    RequestKind.WITHDRAWAL: re.compile(
        r"\b(?:withdraw|revoke|take back|withdrawal of) (?:my |the |all |any )*consents?\b"
        r"|\b(?:سحب|اسحب|الغاء|الغي|ارجع عن|اتراجع عن|رجوعي عن) (?:كل |جميع )?(?:موافقتي|موافقاتي)"
    ),
    RequestKind.COMPLAINT: re.compile(
        r"\b(?:how|where|whom?) (?:can|may|do|should|to) (?:i )?(?:complain|lodge a complaint)\b"
        r"|\b(?:supervisory|data protection) authority\b"
        r"|\b(?:كيف|اين|لمن|الي من) (?:يمكنني |يمكن )?(?:ان )?(?:اقدم|اتقدم|ارفع|تقديم|رفع)"
        r" (?:ب)?(?:ال)?شكوي"
    ),
    RequestKind.RECIPIENTS: re.compile(
        r"\b(?:whom?|with whom|to whom) (?:have|did|do) you (?:share|shared|disclosed?|sell|sold"
        rf"|gave|give|given|passed?) {_MINE}|\b(?:list of|who are the) (?:the )?recipients\b"
        r"|\b(?:مع من|لمن|الي من) (?:شاركتم|تشاركون|كشفتم|تكشفون|افصحتم|اعطيتم|بعتم|نقلتم)"
        r"|\bقائمه (?:ب)?(?:ال)?(?:جهات|مستلمين|جهات المستلمه)"
    ),
}


def asked_for(subject: str, text: str) -> frozenset[RequestKind]:
    """Return what the letter asks for; nothing where it asks for nothing that is known here.

    Quoted words are not its writer's. What is denied (*do not delete my data*) is not asked.
    """
    said = f"{plain(subject[:_LONGEST_SUBJECT])} | {plain(own_words(text)[:_LOOKED_AT])}"
    asked = _DENIED.sub(" ", said)
    return frozenset(kind for kind, words in _ASKED.items() if words.search(asked))
