"""``amana decide``: what a policy would answer to the questions of a file, and why."""

from pathlib import Path
from typing import Annotated, Final

import typer

from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.policy_file import STANDARD_INPUT, open_policy, text_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_text
from amana.domain.cases.case import Case
from amana.domain.cases.parse import parse_cases
from amana.domain.decision.compiled import compiled
from amana.domain.decision.question import Answer, Refusal
from amana.domain.law.packs import DutyBook
from amana.domain.policy.rule_book import rule_book
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.wording.catalogue import say
from amana.wording.refusal import say_refusal

_INDENT: Final = "  "


def decide(
    context: typer.Context,
    policy: Annotated[Path, typer.Argument(dir_okay=False)],
    cases: Annotated[Path, typer.Argument(dir_okay=False, allow_dash=True)] = STANDARD_INPUT,
    *,
    form: FormatOption = Format.TEXT,
) -> int:
    """Answer each case; exit with 1 where an answer is not the one that its case expects."""
    known = open_policy(policy).policy
    book, laws = compiled(rule_book(known)), DutyBook(known)
    answered = [
        (case, book.answer(case.question.question, case.facts.facts(laws)))
        for case in parse_cases(text_of(cases)).cases
    ]
    if form is Format.JSON:
        print_json([_json(case, answer) for case, answer in answered])
    else:
        language = language_of(context)
        print_text("\n".join(line for each in answered for line in _lines(*each, language)))
    return Exit.FAILED if any(_differs(*each) for each in answered) else Exit.OK


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("decide")(decide)


def _differs(case: Case, answer: Answer) -> tuple[str, ...]:
    return () if case.answer is None else tuple(case.answer.differs_from(answer))


def _lines(case: Case, answer: Answer, language: Language) -> list[str]:
    """Return the answer to one case, with what permitted or refused it."""
    verdict = say("cli.decide.yes" if answer.permitted else "cli.decide.no", language)
    lines = [f"{verdict}: {case.name}"]
    if answer.permitted:
        lines.append(_said("cli.decide.promises", answer.promises, language))
    lines += [_refusal(refusal, language) for refusal in answer.refusals]
    lines.append(_said("cli.decide.gaps", answer.gaps, language))
    masks = [f"{data} → {part}" for data, part in answer.masks.items()]
    lines.append(_said("cli.decide.masks", masks, language))
    lines.append(_said("cli.decide.articles", answer.articles, language))
    lines.append(_said("cli.decide.duties", answer.duties, language))
    lines.append(_said("cli.decide.warnings", answer.warnings, language))
    lines.append(_said("cli.decide.differs", _differs(case, answer), language))
    return [line for line in lines if line]


def _said(key: str, what: "list[str] | tuple[str, ...]", language: Language) -> str:
    """Return one line about what there is; nothing where there is nothing."""
    comma = say("list.comma", language)
    return _INDENT + say(key, language, what=comma.join(what)) if what else ""


def _refusal(refusal: Refusal, language: Language) -> str:
    by = say("list.comma", language).join(refusal.promises)
    why = say("cli.decide.rule", language, rule=refusal.rule, why=say_refusal(refusal, language))
    return f"{_INDENT}{why} ({by})" if by else f"{_INDENT}{why}"


def _json(case: Case, answer: Answer) -> dict[str, Json]:
    expected = None if case.answer is None else not _differs(case, answer)
    return {
        "name": case.name,
        "permitted": answer.permitted,
        "promises": list(answer.promises),
        "refused_by": [_refusal_json(refusal) for refusal in answer.refusals],
        "gaps": list(answer.gaps),
        "masks": dict(answer.masks),
        "articles": list(answer.articles),
        "duties": list(answer.duties),
        "warnings": list(answer.warnings),
        "faults": list(answer.faults),
        "as_expected": expected,
        "differs": list(_differs(case, answer)),
    }


def _refusal_json(refusal: Refusal) -> dict[str, Json]:
    return {
        "rule": refusal.rule,
        "promises": list(refusal.promises),
        "need": None if refusal.need is None else refusal.need.value,
        "about": list(refusal.about),
        "articles": list(refusal.articles),
        "why": {language: say_refusal(refusal, language) for language in (ARABIC, ENGLISH)},
    }
