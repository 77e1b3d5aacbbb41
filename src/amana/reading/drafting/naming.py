"""What a document calls itself, and whose it says that it is.

Only what the text itself says, in words that introduce a name: a title (*Privacy policy of …*,
``سياسة الخصوصية لمتجر …``) or a name with what it is called from there on (``Acme Ltd. ("we")``).
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from amana.domain.policy.proposal import HEADING_KIND, Proposal
from amana.domain.words import Language

_LONGEST_TITLE: Final = 90
_LONGEST_NAME: Final = 60
_FIRST: Final = 12
"""Passages at the beginning in which a document says what it is, and whose."""
_ABOUT: Final = re.compile(r"خصوصي|حماية البيانات|privacy|data protection|cookie", re.IGNORECASE)
_POLICY: Final = r"(?:privacy|data protection)(?: and cookies?)? (?:policy|notice|statement)"
_POLICY_AR: Final = (
    r"(?:سياسة|إشعار|اشعار|بيان|وثيقة)\s+(?:ال)?(?:خصوصية|حماية\s+البيانات)"
    r"(?:\s+وسرية\s+المعلومات)?"
)
_OF_AR: Final = (
    r"(?:(?:الخاصة|الخاص)\s+بـ?\s?|المتبعة\s+في\s+|لدى\s+|في\s+|عند\s+|لـ\s?|ل(?!ل)|[-–—:|]\s*)"
)
_NAMED: Final = r"(?P<name>[^\n\r!?؟:;؛()|]{2,60}?)"
_TITLES: Final = (
    re.compile(rf"^(?:سياسة|إشعار|اشعار|بيان)\s+خصوصية\s+(?!البيانات){_NAMED}\s*$"),
    re.compile(rf"{_POLICY_AR}\s*{_OF_AR}{_NAMED}\s*$"),
    re.compile(rf"^{_NAMED}\s*[-–—:|]\s*{_POLICY_AR}\s*$"),
    re.compile(rf"{_POLICY} (?:of|for|at)(?: the)? {_NAMED}\s*$", re.IGNORECASE),
    re.compile(rf"{_POLICY}\s*[-–—:|]\s*{_NAMED}\s*$", re.IGNORECASE),
    re.compile(rf"^privacy at {_NAMED}\s*$", re.IGNORECASE),
    re.compile(rf"^{_NAMED}(?:['’]s?)?\s*[-–—:|]?\s*{_POLICY}\s*$", re.IGNORECASE),
)
_CALLED: Final = (
    re.compile(
        r"(?P<name>[A-Z][\w&'’.-]*(?:,? (?:(?:of|and|the|for) )?[A-Z0-9&][\w&'’.-]*){0,6})"
        r",? \((?:[^()]{0,60}?[“\"'‘])?(?:we|us|our|the company)\b",
        re.ASCII,
    ),
    re.compile(
        r"(?P<name>(?:شركة|متجر|موقع|تطبيق|منصة|مؤسسة|مجموعة|بوابة|صيدلية|مستشفى|جامعة|بنك|مصرف)"
        r"\s[^،.()؛:\n]{2,50}?)\s?\((?:[^()]{0,40}?)(?:نحن|لنا|إلينا|الشركة|المتجر|الموقع|التطبيق|المنصة)"
    ),
    re.compile(
        r"(?:^|[.*] )(?P<name>[A-Z][\w&'’.-]*(?: [A-Za-z0-9&][\w&'’.-]*){0,6}?)"
        r",? (?:is|acts as) (?:the|a) (?:data )?(?:controller|fiduciary)\b",
        re.ASCII,
    ),
    re.compile(
        r"(?:جهة التحكم|المتحكم|المراقب)(?: في البيانات| بالبيانات)?(?: هي| هو)?:? "
        r"(?P<name>(?:شركة|متجر|مؤسسة|مجموعة|مستشفى|عيادة|مدرسة|جمعية|بنك|مصرف|جامعة|فندق)"
        r"\s[^،.()؛:\n]{2,50})"
    ),
    re.compile(r"^(?:At|Here at) (?P<name>[A-Z][\w&'’.\- ]{1,40}?), (?:we|your|our)\b"),
    re.compile(
        r"^(?:في|نحن في|نحن،? )\s?"
        r"(?P<name>(?:شركة|متجر|تطبيق|منصة|مؤسسة|مجموعة)\s[^،.()؛:\n]{2,40}?)،"
    ),
    re.compile(
        r"^نحن (?:في )?(?P<name>(?:مدرسة|عيادة|جمعية|مستشفى|صيدلية|فندق|جامعة|شركة|متجر)"
        r"\s[^،.()؛:\n]{2,40}?)\s(?:ن[^\s]{2,})"
    ),
)
_NOBODY: Final = re.compile(
    r"^(?:our|your|the|this|website|mobile|online|global|customer|user|general|full|app(?:lication)?"
    r"|web|site|summary|employee|recruitment|applicant|candidate|children|version|last updated"
    r"|updated|effective"
    r"|هذا|هذه|الموقع|التطبيق|المستخدمين|العملاء|المستخدم|البيانات|الموظفين|آخر|تاريخ)\b",
    re.IGNORECASE,
)
_UNLIKE: Final = re.compile(
    r"\d{4}|@|https?:|\b(?:we|you|and how|نحن)\b"
    r"|\b(?:applicants|candidates|employees|customers|users|visitors|members|children|website|app)$",
    re.IGNORECASE,
)
_EDGES: Final = " \t*_#\"'“”‘’,،-–—"
_TATWEEL: Final = "\u0640"


def document_title(proposals: Sequence[Proposal], language: Language) -> str | None:
    """Return the heading by which a document says in that language that it is about privacy."""
    return next((each for each in _headings(proposals, language) if _ABOUT.search(each)), None)


def controller(proposals: Sequence[Proposal], language: Language) -> str | None:
    """Return the organisation's name, where a title or an introduction in that language says it."""
    for heading in _headings(proposals, language):
        for pattern in _TITLES:
            if (found := pattern.search(heading)) and (known := _name(found["name"])):
                return known
    for proposal in islice(proposals, _FIRST):
        if proposal.language != language or proposal.kinds[0] == HEADING_KIND:
            continue
        for pattern in _CALLED:
            if (found := pattern.search(proposal.text)) and (known := _name(found["name"])):
                return known
    return None


def _headings(proposals: Sequence[Proposal], language: Language) -> list[str]:
    """Return the headings with which the document begins, on one line each."""
    return [
        text
        for proposal in islice(proposals, _FIRST)
        if proposal.kinds[0] == HEADING_KIND and proposal.language == language
        if len(text := " ".join(proposal.text.split()).strip(_EDGES)) <= _LONGEST_TITLE
    ]


def _name(found: str) -> str | None:
    """Return a name without its edges, unless it is none."""
    said = found.strip(_EDGES).removeprefix(_TATWEEL).strip()
    if not said or len(said) > _LONGEST_NAME or _NOBODY.search(said) or _UNLIKE.search(said):
        return None
    if said.count("«") != said.count("»"):
        said = said.replace("«", "").replace("»", "")
    return said
