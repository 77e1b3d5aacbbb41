"""A check by laws for people and for programs: each finding with article, certainty and remedy."""

from collections.abc import Iterator

from amana.cli.printing import Json
from amana.domain.law.check.altering import Alteration
from amana.domain.law.check.checking import LawCheck
from amana.domain.law.check.finding import LawFinding
from amana.domain.law.pack import Pack
from amana.domain.law.pack_file import ClauseChange
from amana.domain.words import Language, Words
from amana.wording.catalogue import say, say_count


def lines(
    service: str, result: LawCheck, changes: Alteration | None, language: Language
) -> list[str]:
    """Return the check as lines of text."""
    shown = [say("law.check.service", language, service=service)]
    for pack in result.packs:
        shown += ["", *_law(pack, result, language)]
    if result.strictest:
        shown += ["", say("law.check.strictest", language)]
        shown += [
            "  "
            + say(
                "law.check.strict",
                language,
                what=each.of.say(language),
                law=each.pack.law.value,
                article=each.clause.article,
                says=each.clause.says.say(language),
                certainty=say(f"law.certainty.{each.clause.certainty.value}", language),
            )
            for each in result.strictest
        ]
    if changes is not None:
        shown += ["", *_changes(changes, language)]
    failing = sum(each.fails for each in result.findings)
    verdict = say_count("law.check.fails", failing, language)
    return [*shown, "", say("law.check.holds", language) if result.holds else verdict]


def _law(pack: Pack, result: LawCheck, language: Language) -> Iterator[str]:
    yield say(
        "law.check.law" if pack.in_force else "law.check.draft",
        language,
        law=pack.law.value,
        title=pack.title.say(language),
    )
    found = [each for each in result.findings if each.law is pack.law]
    if not found:
        yield "  " + say("law.check.nothing", language)
    for each in found:
        yield from _finding(each, language)


def _finding(each: LawFinding, language: Language) -> Iterator[str]:
    ids = say("list.comma", language).join((*each.promises, *each.about))
    yield (
        "  "
        + say(
            "law.check.finding",
            language,
            sort=each.sort.say(language),
            found=each.found.say(language),
        )
        + (f" ({ids})" if ids else "")
    )
    yield "    " + say(
        "law.check.article",
        language,
        article=each.article,
        says=each.says.say(language),
        certainty=say(f"law.certainty.{each.certainty.value}", language),
    )
    yield "    " + say("law.check.todo", language, todo=each.todo.say(language))


def _changes(changes: Alteration, language: Language) -> Iterator[str]:
    yield say("law.check.changes", language)
    if not changes.changes:
        yield "  " + say("law.check.same", language)
    for each in changes.changes:
        yield f"  {'+' if each.added else '-'} {each.clause.article}: " + each.clause.says.say(
            language
        )
    for sign, found in (("-", changes.ends), ("+", changes.begins)):
        for finding in found:
            yield f"  {sign} [{finding.sort.say(language)}] {finding.found.say(language)}"


def as_json(service: str, result: LawCheck, changes: Alteration | None) -> dict[str, Json]:
    """Return the check as JSON, in both languages."""
    whole: dict[str, Json] = {
        "service": service,
        "holds": result.holds,
        "laws": [
            {"law": pack.law.value, "title": _words(pack.title), "in_force": pack.in_force}
            for pack in result.packs
        ],
        "findings": [finding_json(each) for each in result.findings],
        "strictest": [
            {
                "of": each.of.value,
                "law": each.pack.law.value,
                "article": each.clause.article,
                "certainty": each.clause.certainty.value,
                "says": _words(each.clause.says),
            }
            for each in result.strictest
        ],
    }
    if changes is not None:
        whole["changes"] = {
            "clauses": [_clause_json(each) for each in changes.changes],
            "ends": [finding_json(each) for each in changes.ends],
            "begins": [finding_json(each) for each in changes.begins],
        }
    return whole


def finding_json(each: LawFinding) -> Json:
    """Return one finding as JSON."""
    return {
        "law": each.law.value,
        "in_force": each.in_force,
        "article": each.article,
        "certainty": each.certainty.value,
        "source": each.source,
        "sort": each.sort.value,
        "code": each.code,
        "fails": each.fails,
        "promises": list(each.promises),
        "about": list(each.about),
        "says": _words(each.says),
        "found": _words(each.found),
        "todo": _words(each.todo),
    }


def _clause_json(each: ClauseChange) -> Json:
    return {
        "section": each.section,
        "added": each.added,
        "article": each.clause.article,
        "certainty": each.clause.certainty.value,
        "says": _words(each.clause.says),
    }


def _words(words: Words) -> Json:
    return {"ar": words.ar, "en": words.en}
