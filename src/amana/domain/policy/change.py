"""One thing that differs between two versions of a policy, in words, with its proposed weight."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from amana.domain.words import Words


class Subject(StrEnum):
    """What changed."""

    PROMISE = "promise"
    DATA = "data"
    PURPOSE = "purpose"
    RECIPIENT = "recipient"
    TEXT = "text"
    LANGUAGE = "language"
    LAW = "law"
    TITLE = "title"
    CONTROLLER = "controller"


class How(StrEnum):
    """How it changed."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    """The same under another id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a change is proposed as material or not. A person decides."""

    code: str
    material: bool
    words: Words


def _material(code: str, ar: str, en: str) -> Reason:
    return Reason(code=code, material=True, words=Words(ar=ar, en=en))


def _minor(code: str, ar: str, en: str) -> Reason:
    return Reason(code=code, material=False, words=Words(ar=ar, en=en))


NEW_DATA: Final = _material(
    "new_data", "تُجمع بيانات لم تكن تُجمع من قبل", "data is held that was not held before"
)
NEW_PURPOSE: Final = _material(
    "new_purpose",
    "تُستخدم البيانات لغرض لم يكن من قبل",
    "data serves a purpose that it did not serve before",
)
NEW_RECIPIENT: Final = _material(
    "new_recipient",
    "تصل البيانات إلى جهة لم تكن تصل إليها",
    "data reaches someone whom it did not reach before",
)
NEW_PERMISSION: Final = _material(
    "new_permission",
    "يجيز للخدمة ما لم يكن جائزًا لها",
    "it allows the service what was not allowed before",
)
WIDER: Final = _material("wider", "يوسّع ما يجوز للخدمة", "it widens what the service may do")
WEAKER: Final = _material(
    "weaker", "يُضعف حماية أو قيدًا أو حقًا", "it weakens a protection, a limit or a right"
)
LONGER: Final = _material("longer", "يطيل المدة", "it makes the period longer")
REMOVED_PROMISE: Final = _material(
    "removed_promise",
    "يُسقط حماية أو قيدًا أو حقًا كان موعودًا به",
    "a protection, a limit or a right that was promised goes",
)
OTHER_BASIS: Final = _material("other_basis", "يتغيّر الأساس القانوني", "the legal basis changes")
OTHER_MEANING: Final = _material("other_meaning", "يتغيّر ما يُوعَد به", "what is promised changes")
OTHER_CONTROLLER: Final = _material(
    "other_controller",
    "قد تكون جهة أخرى هي المسؤولة عن البيانات",
    "someone else may answer for the data",
)
FEWER_LAWS: Final = _material(
    "fewer_laws", "يُسقط التزامًا بقانون", "a law that the service went by is dropped"
)
FEWER_LANGUAGES: Final = _material(
    "fewer_languages",
    "لن يجد قراء هذه اللغة الإشعار بلغتهم",
    "readers of this language no longer find the notice in it",
)
NARROWER: Final = _minor("narrower", "يضيّق ما يجوز للخدمة", "it narrows what the service may do")
ADDED_PROTECTION: Final = _minor("added_protection", "يزيد الحماية", "it adds protection")
SHORTER: Final = _minor("shorter", "يقصّر المدة", "it makes the period shorter")
WORDING: Final = _minor(
    "wording", "تتغيّر الصياغة دون المعنى", "the wording changes, not what is promised"
)
CORRECTION: Final = _minor(
    "correction", "تصحيح لبيانات التواصل", "details of contact are corrected"
)
MORE_READERS: Final = _minor(
    "more_readers",
    "يصير الإشعار متاحًا بلغة أخرى",
    "the notice can be read in one more language",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference, from the older version to the newer."""

    subject: Subject
    how: How
    id: str
    """Of the promise or declaration; else the language, law or item that changed."""
    item: str | None = None
    """The item that changed, by its key in the file; ``None`` for the whole."""
    before: Words | None = None
    after: Words | None = None
    reason: Reason

    @property
    def material(self) -> bool:
        """Whether the change is proposed as material."""
        return self.reason.material

    @property
    def words(self) -> Words:
        """The change as a sentence in both languages."""
        said = {language: self._say(language) for language in ("ar", "en")}
        return Words(ar=said["ar"], en=said["en"])

    def _say(self, language: str) -> str:
        """Return the sentence in one language."""
        arabic = language == "ar"
        subject = _SUBJECTS[self.subject].ar if arabic else _SUBJECTS[self.subject].en
        verb = _VERBS[self.how].ar if arabic else _VERBS[self.how].en
        item = f" ({self.item})" if self.item else ""
        sides = (self.before, self.after)
        said = [f"«{_one(side, arabic=arabic)}»" for side in sides if side is not None]
        if not arabic:
            said = [text.replace("«", "“").replace("»", "”") for text in said]
        arrow = " ← " if arabic else " → "
        tail = f": {arrow.join(said)}" if said else ""
        return (
            f"{verb} {subject} {self.id}{item}{tail}"
            if arabic
            else (f"{subject} {self.id}{item} {verb}{tail}")
        )


def _one(words: Words, *, arabic: bool) -> str:
    """Return the words of one language."""
    return words.say("ar" if arabic else "en")


_SUBJECTS: Final = {
    Subject.PROMISE: Words(ar="الوعد", en="Promise"),
    Subject.DATA: Words(ar="فئة البيانات", en="Data category"),
    Subject.PURPOSE: Words(ar="الغرض", en="Purpose"),
    Subject.RECIPIENT: Words(ar="الجهة المتلقية", en="Recipient"),
    Subject.TEXT: Words(ar="النص المنشور", en="Published text"),
    Subject.LANGUAGE: Words(ar="اللغة", en="Language"),
    Subject.LAW: Words(ar="القانون", en="Law"),
    Subject.TITLE: Words(ar="العنوان", en="Title"),
    Subject.CONTROLLER: Words(ar="الجهة المسؤولة", en="Controller"),
}
_VERBS: Final = {
    How.ADDED: Words(ar="إضافة", en="is added"),
    How.REMOVED: Words(ar="حذف", en="is removed"),
    How.CHANGED: Words(ar="تغيير", en="changes"),
    How.RENAMED: Words(ar="تغيير رمز", en="gets another id"),
}
