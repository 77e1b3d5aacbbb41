"""``change``: how a new version of the policy is announced, and when it takes effect."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Rule
from amana.domain.evidence.freshness import FLOWS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import (
    EvidenceQuestion,
    Flow,
    FlowBroken,
    FlowDone,
    NoticeFact,
    NoticeShows,
)
from amana.domain.period import Period
from amana.domain.phrases import sentence
from amana.domain.promises.errors import need
from amana.domain.promises.kind import Kind, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.vocabulary.named import Named
from amana.domain.words import Language, Words


class Announcement(Named):
    """How a change is announced; words: a verb in the first person and its object."""

    PUBLISHED = "published", "ننشر النسخة الجديدة في هذه الصفحة", "publish the new version here"
    DATED = "dated", "نبين تاريخ آخر تحديث", "show the date of the last update"
    EMAIL = "email", "نرسل إليك رسالة بالبريد الإلكتروني", "send you an e-mail"
    IN_SERVICE = "in_service", "نضع إشعارًا في الخدمة", "put a notice in the service"
    FEED = "feed", "نعرض الفروق بين النسخ", "show the differences between versions"


_SENT: Final = frozenset({Announcement.EMAIL, Announcement.IN_SERVICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a ``change`` promise says."""

    by: tuple[Announcement, ...] = item("how a change is announced")
    ahead: Period | None = item("how long before its effect; at once where left out", default=None)
    if_material: tuple[Announcement, ...] = item(
        "what is added where the change matters", default=()
    )
    kept: bool = item("whether earlier versions stay readable", default=False)
    review: bool = item("whether readers are asked to look from time to time", default=False)

    def __post_init__(self) -> None:
        """Refuse changes that are not announced at all."""
        need(change=self.by)


def _words(form: Change, terms: Terms, language: Language) -> str:
    """Say how one learns of a change, and when it takes effect."""
    say = Speech(terms=terms, language=language)
    material = say.choices(form.if_material)
    return sentence(
        say.of("إذا غيّرنا هذه السياسة", "If we change this policy,"),
        _announced(form, say),
        say.when(
            material,
            f". وإذا كان التغيير مهمًا {material} أيضًا",
            f". If the change matters, we also {material}",
        ),
        _effect(form, say),
        say.when(
            form.kept,
            ". ونحتفظ بالنسخ السابقة ونتيحها لمن يطلبها",
            ". We keep earlier versions and give them to whoever asks",
        ),
        say.when(
            form.review,
            ". ونرجو أن تراجع هذه الصفحة من حين إلى آخر",
            ". Please look at this page from time to time",
        ),
    )


def _announced(form: Change, say: Speech) -> str:
    """Say how it is announced."""
    said = say.choices(form.by)
    return say.of(f"، فإننا {said}", f"we {said}")


def _effect(form: Change, say: Speech) -> str:
    """Say when it takes effect."""
    if form.ahead is None:
        return say.of(
            ". ويسري التغيير من وقت نشره", ". The change takes effect when it is published"
        )
    ahead = say.period(form.ahead)
    return say.of(
        f". ولا يسري التغيير إلا بعد {ahead} من نشره",
        f". The change takes effect {ahead} after it is published",
    )


def _rules(_form: Change) -> tuple[Rule, ...]:
    """Add nothing: a change is decided about when it is published."""
    return ()


def _proof(form: Change) -> Proof:
    """Ask what the notice shows, and for announcements that were sent."""
    shows: list[EvidenceQuestion] = [NoticeShows(fact=NoticeFact.DATE)]
    if form.kept or Announcement.FEED in form.by:
        shows.append(NoticeShows(fact=NoticeFact.VERSIONS))
    if not _SENT & {*form.by, *form.if_material}:
        return Proof(shows=tuple(shows))
    return Proof(
        shows=(*shows, FlowDone(flow=Flow.CHANGE_NOTICE)),
        breaks=(FlowBroken(flow=Flow.CHANGE_NOTICE),),
        fresh_for=FLOWS,
    )


CHANGE: Final = Kind(
    name="change",
    form=Change,
    title=Words(ar="تغيير السياسة", en="Changes"),
    about=Words(
        ar="كيف يُعلن تغيير السياسة، ومتى يسري.",
        en="How a new version of the policy is announced, and when it takes effect.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
