"""What is handed out of breaches: the form for an authority, and the register of all of them.

Both hold words of staff and numbers, and name nobody whom the data is about.
"""

import html
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from amana.acts.breaches.case import Case, NoteKind, Phase, read_case
from amana.acts.breaches.drafting import missing, told_in
from amana.acts.breaches.given import facts_json
from amana.acts.in_force import in_force, published
from amana.acts.instants import at
from amana.domain.breach.clocks import Clock
from amana.domain.breach.errors import NotConcerned
from amana.domain.law.breaches import Content, Whom
from amana.domain.law.dealing import DEALINGS
from amana.domain.law.notifying import notify_rules
from amana.domain.promises.law import Law
from amana.domain.words import ARABIC, Language, Words
from amana.storage.work import View
from amana.wording.bidi import isolate
from amana.wording.catalogue import say

FORMAT: Final = "amana-breach-1"
STYLE: Final = (
    "body{font:1rem/1.6 system-ui,'Noto Sans','Noto Sans Arabic',sans-serif;max-inline-size:60rem;"
    "margin:0 auto;padding:1rem}h1{font-size:1.5rem}dt{font-weight:600;margin-block-start:.8rem}"
    "dd{margin-inline-start:0;white-space:pre-wrap;overflow-wrap:anywhere}"
    ".mark{border:.2rem solid;padding:.5rem;font-weight:700}"
    "@media print{body{max-inline-size:none;padding:0}dt{break-after:avoid}}"
)


def authority_form(case: Case, law: Law, phase: Phase) -> dict[str, Any]:
    """Return the form for a law's authority, in both languages.

    Raises ``NotConcerned`` where that law has no authority to tell in this breach.
    """
    rule = next(
        (it for it in notify_rules(case.laws) if it.law is law and it.whom is Whom.AUTHORITY), None
    )
    if rule is None:
        raise NotConcerned(law=law.value)
    policy = published(case.view, in_force(case.view)).policy
    clock = next(it for it in case.clocks if it.law is law and it.whom is Whom.AUTHORITY)
    said = {content: _both(case, content) for content in Content if content in rule.contents}
    return {
        "format": FORMAT,
        "rehearsal": case.row.rehearsal,
        "phase": phase.value,
        "breach": str(case.row.id),
        "service": case.view.service,
        "controller": {
            **_json(policy.controller.name),
            "email": policy.controller.email,
        },
        "law": law.value,
        "article": rule.article,
        "certainty": rule.certainty.value,
        "authority": _json(DEALINGS[law].authority),
        "clock": clock_json(clock, case.view.now),
        "made_at": at(case.view.now),
        "awareness": [
            {"noted_at": at(noted), "aware_at": at(aware)} for noted, aware in case.awareness
        ],
        "facts": facts_json(case.facts),
        "numbers": numbers_json(case),
        "contents": [
            {"content": content.value, "heading": _json(content.words), **told}
            for content, told in said.items()
        ],
        "missing": [each.value for each in missing(case, Whom.AUTHORITY)],
    }


def form_page(form: Mapping[str, Any], language: Language) -> str:
    """Return a form as a page to be printed, in one language, without script."""
    head = say("breaches.form.title", language)
    asked = (
        (say("breaches.form.authority", language), form["authority"][language]),
        (say("breaches.form.law", language), _article(form, language)),
        (say("breaches.form.phase", language), say(f"breaches.phase.{form['phase']}", language)),
        (say("breaches.form.controller", language), form["controller"][language]),
        (say("breaches.form.mail", language), form["controller"]["email"]),
        (say("breaches.form.breach", language), form["breach"]),
        (say("breaches.form.aware", language), to_the_minute(form["awareness"][-1]["aware_at"])),
        (
            say("breaches.form.due", language),
            to_the_minute(form["clock"]["due_at"]) or say("breaches.no_number", language),
        ),
    )
    told = ((each["heading"][language], each[language]) for each in form["contents"])
    rehearsal = say("breaches.rehearsal_mark", language) if form["rehearsal"] else None
    return _page(head, language, [*asked, *told], mark=rehearsal)


def register_of(view: View) -> dict[str, Any]:
    """Return the register of breaches: every one, its effects and what was done (GDPR 33(5)).

    Rehearsals stand in a list of their own.
    """
    cases = [read_case(view, row.id) for row in view.breaches.listed()]
    return {
        "format": FORMAT,
        "service": view.service,
        "made_at": at(view.now),
        "breaches": [case_json(each) for each in cases if not each.row.rehearsal],
        "rehearsals": [case_json(each) for each in cases if each.row.rehearsal],
    }


def register_page(made: Mapping[str, Any], language: Language) -> str:
    """Return the register as a page to be printed."""
    rows = []
    for each in (*made["breaches"], *made["rehearsals"]):
        facts, numbers = each["facts"], each["numbers"]
        mark = f" ({say('breaches.rehearsal', language)})" if each["rehearsal"] else ""
        what = facts["what"][language] or facts["what"]["ar"] or facts["what"]["en"]
        lines = [
            what,
            say("breaches.register.aware", language, at=to_the_minute(facts["aware"])),
            say("breaches.register.numbers", language, **numbers),
        ]
        rows.append((facts["title"] + mark, "\n".join(lines)))
    none = [] if rows else [(say("breaches.none", language), "")]
    return _page(say("breaches.register.title", language), language, [*rows, *none])


def case_json(case: Case) -> dict[str, Any]:
    """Return a breach with all that was noted of it."""
    now = case.view.now
    return {
        "breach": str(case.row.id),
        "rehearsal": case.row.rehearsal,
        "opened_at": at(case.row.opened_at),
        "closed_at": at(case.row.closed_at),
        "sending_at": at(case.row.sending_at),
        "laws": sorted(law.value for law in case.laws),
        "facts": facts_json(case.facts),
        "awareness": [
            {"noted_at": at(noted), "aware_at": at(aware)} for noted, aware in case.awareness
        ],
        "numbers": numbers_json(case),
        "found_by": dict(case.view.breaches.by_way(case.row.id)),
        "by_law": dict(case.by_law),
        "clocks": [clock_json(each, now) for each in case.clocks],
        "history": [
            {"number": note.number, "kind": note.kind, "at": at(note.at), "entry": str(note.entry)}
            for note in case.notes
        ],
        "handed_in": [dict(n.says) for n in case.notes if n.kind == NoteKind.HANDED_IN],
        "otherwise": [dict(n.says) for n in case.notes if n.kind == NoteKind.OTHERWISE],
        "missing": [each.value for each in missing(case, Whom.PEOPLE)],
    }


def clock_json(clock: Clock, now: datetime) -> dict[str, Any]:
    """Return a clock as it stands at an instant."""
    left = None if clock.due is None else int((clock.due - now).total_seconds())
    return {
        "name": clock.name,
        "whom": clock.whom.value,
        "law": None if clock.law is None else clock.law.value,
        "promise": clock.promise,
        "article": clock.article,
        "certain": clock.certain,
        "in_force": clock.in_force,
        "starts_at": at(clock.starts),
        "due_at": at(clock.due),
        "ended_at": at(clock.ended),
        "stands": clock.stands(now).value,
        "left_s": left if clock.ended is None else None,
    }


def numbers_json(case: Case) -> dict[str, int]:
    """Return how many are affected, told and not reached; nobody is named."""
    counts = case.counts
    return {
        "affected": counts.affected,
        "told": counts.told,
        "going": counts.going + counts.left,
        "unreached": counts.unreached,
        "without_address": counts.without_address,
    }


def _both(case: Case, content: Content) -> dict[str, str | None]:
    policy = published(case.view, in_force(case.view)).policy
    if content is Content.NUMBERS:
        number = str(case.counts.affected)
        return {"ar": number, "en": number}
    return {
        "ar": told_in(case.facts, policy, content, "ar"),
        "en": told_in(case.facts, policy, content, "en"),
    }


def _json(words: Words) -> dict[str, str]:
    return {"ar": words.say("ar"), "en": words.say("en")}


def _article(form: Mapping[str, Any], language: Language) -> str:
    """Return the law by its name, and the article."""
    law = next(each for each in Law if each.value == form["law"])
    return f"{law.say(language)} · {isolate(form['article'])}"


def to_the_minute(said: str | None) -> str:
    """Return an instant to the minute, isolated from the text around it; nothing for none."""
    if said is None:
        return ""
    instant = datetime.fromisoformat(said).astimezone(UTC)
    return isolate(f"{instant:%Y-%m-%d %H:%M} UTC")


def _page(
    title: str,
    language: Language,
    rows: Iterable[tuple[str, str | None]],
    *,
    mark: str | None = None,
) -> str:
    return "".join(_parts(title, language, rows, mark))


def _parts(
    title: str, language: Language, rows: Iterable[tuple[str, str | None]], mark: str | None
) -> Iterator[str]:
    way = "rtl" if language == ARABIC else "ltr"
    yield f'<!doctype html><html lang="{language}" dir="{way}"><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{html.escape(title)}</title><style>{STYLE}</style>"
    yield f"<main><h1>{html.escape(title)}</h1>"
    if mark is not None:
        yield f'<p class="mark">{html.escape(mark)}</p>'
    yield "<dl>"
    for name, said in rows:
        # What is said stands at its label's side of the page, whatever script it is in.
        yield f"<dt>{html.escape(name)}</dt><dd><bdi>{html.escape(said or '-')}</bdi></dd>"
    yield "</dl></main></html>\n"
