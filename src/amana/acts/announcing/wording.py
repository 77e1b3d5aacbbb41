"""What people are told of a new version: when it holds, what it changed, where to read it."""

from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from amana.acts.changes_page import ChangeView
from amana.acts.in_force import published
from amana.acts.show_changes import change_views
from amana.acts.show_policy import find_version
from amana.domain.policy.difference import difference
from amana.domain.words import ARABIC, LANGUAGES, Language
from amana.storage.work import View
from amana.wording.catalogue import say
from amana.wording.moments import say_date

_MOST: Final = 12
"""Changes that a letter names; the rest is on the page that it leads to."""
_LONGEST: Final = 600
_LONGEST_TITLE: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A letter's own words in one language."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where people read the policy, and in whose time dates are said."""

    public_url: str | None
    zone: ZoneInfo = field(default=ZoneInfo("UTC"))


def words_of(view: View, number: int, *, material: bool, where: Where) -> dict[Language, Said]:
    """Return what people are told of a version, in each language."""
    return {
        language: _said(view, number, language, material=material, where=where)
        for language in LANGUAGES
    }


def _said(view: View, number: int, language: Language, *, material: bool, where: Where) -> Said:
    new, old = find_version(view, number), find_version(view, number - 1)
    after, before = published(view, new).policy, published(view, old).policy
    found = change_views(difference(before, after), before, after)
    # That a text reads otherwise says nothing by itself: the promises in it say what.
    worded = [change for change in found if change.after or change.before] or list(found)
    changes = sorted(worded, key=lambda change: not change.material)
    title = after.title.say(language)
    judged = "announce.material" if material else "announce.not_material"
    day = say_date(new.effective_at, language, where.zone)
    lines = [
        say("announce.text", language, title=title, number=number),
        say("announce.from", language, day=day),
        say(judged, language),
        "",
        *(_line(change, language) for change in changes[:_MOST]),
    ]
    if len(changes) > _MOST:
        lines.append(say("announce.more", language, count=len(changes) - _MOST))
    if where.public_url is not None:
        lines += _links(f"{where.public_url}/{view.service}/privacy", number, language)
    subject = say("announce.subject", language, title=title[:_LONGEST_TITLE])
    return Said(subject=subject, text="\n".join(lines))


def _line(change: ChangeView, language: Language) -> str:
    """Return one change in words: what is promised now, else what is promised no more."""
    dropped = change.after is None and change.before is not None
    key = "announce.dropped" if dropped else "announce.change"
    words = change.after or change.before or change.title
    return say(
        key,
        language,
        title=change.title.say(language),
        words=" ".join(words.say(language).split())[:_LONGEST],
    )


def _links(home: str, number: int, language: Language) -> list[str]:
    tongue = "" if language == ARABIC else f"&lang={language}"
    return [
        "",
        say("announce.read", language),
        f"{home}?version={number}{tongue}",
        say("announce.compare", language),
        f"{home}/changes?from={number - 1}&to={number}{tongue}",
    ]
