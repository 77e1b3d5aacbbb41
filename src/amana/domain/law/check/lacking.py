"""What a law wants a notice to say and the policy does not."""

from collections.abc import Iterator

from amana.domain.law.check.finding import LawFinding, Sort, finding
from amana.domain.law.check.stated import (
    UNSEEN,
    asked_of,
    is_said,
    named_rights,
    without_period,
)
from amana.domain.law.demands import NoticeItem, NoticeRule
from amana.domain.law.pack import Pack
from amana.domain.policy.model import Policy
from amana.domain.words import Words


def lacking(pack: Pack, policy: Policy) -> Iterator[LawFinding]:
    """Yield each thing once an article."""
    for rule in pack.notice:
        for item in rule.items:
            if item in UNSEEN:
                yield _unseen(pack, rule, item)
            elif asked_of(item, policy) and not is_said(item, policy):
                yield _missing(pack, rule, item, policy)
        yield from _rights(pack, rule, policy)


def _missing(pack: Pack, rule: NoticeRule, item: NoticeItem, policy: Policy) -> LawFinding:
    return finding(
        pack,
        rule,
        Sort.LACKS,
        f"notice.{item.value}",
        about=without_period(policy) if item is NoticeItem.RETENTION else (),
        found=Words(
            ar=f"لا تذكر السياسة: {item.say('ar')}",
            en=f"The policy does not say: {item.say('en')}",
        ),
        todo=Words(
            ar=f"أضف وعدًا يبين {item.say('ar')}، أو أكمل بيانات السياسة",
            en=f"Add a promise that says {item.say('en')}, or complete what the policy declares",
        ),
    )


def _unseen(pack: Pack, rule: NoticeRule, item: NoticeItem) -> LawFinding:
    return finding(
        pack,
        rule,
        Sort.UNSEEN,
        f"notice.{item.value}",
        found=Words(
            ar=f"لا موضع في ملف السياسة يبين {item.say('ar')}",
            en=f"A policy file has no place that says {item.say('en')}",
        ),
        todo=Words(
            ar="تأكد من أن النص المنشور يذكر ذلك",
            en="Look whether the published text says it",
        ),
    )


def _rights(pack: Pack, rule: NoticeRule, policy: Policy) -> Iterator[LawFinding]:
    """Yield each right that the article wants named."""
    for right in rule.rights:
        if right not in named_rights(policy):
            yield finding(
                pack,
                rule,
                Sort.LACKS,
                f"right.{right.value}",
                found=Words(
                    ar=f"لا يذكر وعدٌ هذا الحق: {right.say('ar')}",
                    en=f"No promise names this right: to {right.say('en')}",
                ),
                todo=Words(
                    ar=f"أضف إلى وعود الحقوق (right): {right.value}",
                    en=f"Add it to the promises of rights: {right.value}",
                ),
            )
