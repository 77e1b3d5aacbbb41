"""``scope``: whom and what the policy covers. Calls for no act; the notice itself shows it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Rule
from amana.domain.evidence.freshness import PROBES
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import (
    EvidenceQuestion,
    NoticeFact,
    NoticeShows,
    ProbeName,
    ProbeSaw,
)
from amana.domain.promises.errors import UnfitSite, need
from amana.domain.promises.kind import Kind, Terms, item
from amana.domain.vocabulary.named import Named
from amana.domain.words import Language, Words


class Topic(Named):
    """What is said about the reach of the policy; words: a sentence."""

    LANGUAGES = (
        "languages",
        "تُنشر هذه السياسة بالعربية والإنجليزية",
        "This policy is published in Arabic and English",
    )
    WHOLE_SERVICE = (
        "whole_service",
        "تشمل هذه السياسة الخدمة وكل ما نقدمه عبرها من منتجات وخدمات",
        "This policy covers the service and every product and service offered through it",
    )
    CUSTOMERS = (
        "customers",
        "تسري هذه السياسة على كل من اشترك في الخدمة",
        "This policy applies to everyone who signed up for the service",
    )
    END_USERS = (
        "end_users",
        "تسري هذه السياسة على من يتعامل مع عملائنا عبر الخدمة، وفق تعليمات عملائنا",
        "This policy applies to those who deal with our customers here, as customers instruct us",
    )
    EARLIER = (
        "earlier",
        "تشمل هذه السياسة ما جرى على الخدمة قبل نشرها أيضًا",
        "This policy also covers what was done on the service before it was published",
    )
    NOT_OTHERS = (
        "not_others",
        "لا تسري هذه السياسة على شركات لا نملكها ولا على أشخاص لا يعملون لدينا",
        "This policy does not apply to companies that we do not own or people we do not employ",
    )
    EXTERNAL = (
        "external",
        "الإعلانات والروابط والمواقع التابعة لغيرنا خارجة عن سيطرتنا، ولها سياساتها الخاصة",
        "Others' ads, links and sites are beyond our control and have policies of their own",
    )
    REVIEW = (
        "review",
        "نرجو أن تراجع هذه السياسة من حين إلى آخر، وتاريخ آخر تغيير مبيَّن فيها",
        "Please review this policy from time to time; it shows the date of its last change",
    )


_LINKED: Final = Words(
    ar="تقود روابط في صفحاتنا إلى مواقع لغيرنا، وهي:",
    en="Pages of ours link to these sites of others:",
)
_COMMA: Final = Words(ar="، ", en=", ")
_SHOWN: Final[Mapping[Topic, NoticeFact]] = {
    Topic.LANGUAGES: NoticeFact.LANGUAGES,
    Topic.REVIEW: NoticeFact.DATE,
}
_DOMAIN: Final = re.compile(
    r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
"""A host name of two labels or more, as RFC 1123 2.1 and RFC 5890 write it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a ``scope`` promise says."""

    topics: tuple[Topic, ...] = item("what is said about the reach of the policy")
    links: tuple[str, ...] = item(
        "sites of others to which public pages link, by domain; what is below one belongs to it",
        default=(),
    )

    def __post_init__(self) -> None:
        """Refuse a scope that says nothing, and a site that is no domain."""
        need(scope=self.topics)
        if not all(map(_DOMAIN.fullmatch, self.links)):
            raise UnfitSite(item="links")


def _words(form: Scope, _terms: Terms, language: Language) -> str:
    """Say each as a sentence of its own."""
    said = [f"{topic.say(language)}." for topic in form.topics]
    if form.links:
        said.append(f"{_LINKED.say(language)} {_COMMA.say(language).join(form.links)}.")
    return " ".join(said)


def _rules(_form: Scope) -> tuple[Rule, ...]:
    """Add nothing: no decision about an act rests on it."""
    return ()


def _proof(form: Scope) -> Proof:
    """Ask what the notice shows; for links to others, what a crawl of the pages saw."""
    facts = dict.fromkeys(_SHOWN.get(topic, NoticeFact.SCOPE) for topic in form.topics)
    shows: tuple[EvidenceQuestion, ...] = tuple(NoticeShows(fact=fact) for fact in facts)
    if Topic.EXTERNAL not in form.topics and not form.links:
        return Proof(shows=shows)
    return Proof(shows=(*shows, ProbeSaw(probe=ProbeName.OUTSIDE_LINKS)), fresh_for=PROBES)


SCOPE: Final = Kind(
    name="scope",
    form=Scope,
    title=Words(ar="نطاق السياسة", en="Covers"),
    about=Words(
        ar="من تشمله السياسة وما تشمله، وما لا تشمله.",
        en="Whom and what the policy covers, and what it does not.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
