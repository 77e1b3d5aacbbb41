"""``amana plan``: what publishing a policy would change, and what stands in its way."""

from pathlib import Path
from typing import Annotated

import typer

from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.policy_file import open_policy, policy_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_text
from amana.domain.policy.change import Change
from amana.domain.policy.finding import Remark, Severity
from amana.domain.policy.plan import Plan
from amana.domain.policy.plan import plan as planned
from amana.domain.words import Language, Words
from amana.wording.catalogue import say, say_count


def plan(
    context: typer.Context,
    policy: Annotated[Path, typer.Argument(dir_okay=False, allow_dash=True)] = Path("-"),
    *,
    against: Annotated[Path | None, typer.Option("--against", dir_okay=False)] = None,
    form: FormatOption = Format.TEXT,
) -> int:
    """Show what publishing would change; exit with 1 where a finding stands in the way."""
    old = None if against is None else open_policy(against).policy
    result = planned(policy_of(policy).policy, against=old)
    if form is Format.JSON:
        print_json(as_json(result))
    else:
        print_text("\n".join(lines(result, language_of(context))))
    return Exit.OK if result.publishable else Exit.FAILED


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("plan")(plan)


def lines(result: Plan, language: Language) -> list[str]:
    """Return the plan as lines of text."""
    shown = [say("cli.plan.service", language, service=result.policy.service, digest=result.digest)]
    if result.same:
        shown.append(say("cli.plan.same", language))
    elif result.against is None:
        shown.append(say_count("cli.plan.first", len(result.begins), language))
    else:
        shown.append(say_count("cli.plan.changes", len(result.difference.changes), language))
        shown += [_change(change, language) for change in result.difference.changes]
        shown.append(say("cli.plan.material" if result.material else "cli.plan.minor", language))
    shown += [_remark(remark, language) for remark in result.remarks]
    shown.append(say("cli.plan.may" if result.publishable else "cli.plan.may_not", language))
    return shown


def _change(change: Change, language: Language) -> str:
    """Return one change with its proposed weight."""
    weight = say(
        "cli.plan.weight.material" if change.material else "cli.plan.weight.minor", language
    )
    why = change.reason.words.say(language)
    return f"  [{weight}] {change.words.say(language)} ({why})"


def _remark(remark: Remark, language: Language) -> str:
    """Return one finding with its severity."""
    error = remark.severity is Severity.ERROR
    severity = say("cli.plan.error" if error else "cli.plan.warning", language)
    return f"  {severity}: {remark.words.say(language)}"


def as_json(result: Plan) -> Json:
    """Return the plan as JSON."""
    return {
        "service": result.policy.service,
        "digest": result.digest,
        "publishable": result.publishable,
        "same": result.same,
        "material": result.material,
        "begins": list(result.begins),
        "ends": list(result.ends),
        "changes": [_change_json(change) for change in result.difference.changes],
        "findings": [_remark_json(remark) for remark in result.remarks],
    }


def _change_json(change: Change) -> Json:
    return {
        "subject": change.subject.value,
        "how": change.how.value,
        "id": change.id,
        "item": change.item,
        "before": _words(change.before),
        "after": _words(change.after),
        "words": _words(change.words),
        "material": change.material,
        "reason": {"code": change.reason.code, "words": _words(change.reason.words)},
    }


def _remark_json(remark: Remark) -> Json:
    return {
        "code": remark.code,
        "sort": remark.sort.value,
        "severity": remark.severity.value,
        "promises": list(remark.promises),
        "about": list(remark.about),
        "words": _words(remark.words),
    }


def _words(words: Words | None) -> Json:
    return None if words is None else {"ar": words.ar, "en": words.en}
