"""``amana check``: what a policy lacks, contradicts or leaves open by the laws of countries."""

from pathlib import Path
from typing import Annotated

import typer

from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.law_shown import as_json, lines
from amana.cli.policy_file import policy_of, text_of
from amana.cli.printing import Format, FormatOption, print_json, print_text
from amana.domain.law.check.altering import altered
from amana.domain.law.check.checking import check as checked
from amana.domain.law.named import packs_named
from amana.domain.law.pack_file import read_pack


def check(
    context: typer.Context,
    policy: Annotated[Path, typer.Argument(dir_okay=False, allow_dash=True)] = Path("-"),
    *,
    law: Annotated[str | None, typer.Option("--law", metavar="LAW,LAW")] = None,
    against: Annotated[Path | None, typer.Option("--against", dir_okay=False)] = None,
    form: FormatOption = Format.TEXT,
) -> int:
    """Check a policy by laws; exit with 1 where a certain article in force speaks against it."""
    found = policy_of(policy).policy
    old = None if against is None else read_pack(text_of(against))
    named = law.split(",") if law is not None else found.laws
    packs = packs_named([old.law.value] if old is not None and law is None else named)
    result = checked(found, packs)
    changes = None
    if old is not None:
        changes = altered(found, old, packs_named([old.law.value])[0])
    if form is Format.JSON:
        print_json(as_json(found.service, result, changes))
    else:
        print_text("\n".join(lines(found.service, result, changes, language_of(context))))
    return Exit.OK if result.holds else Exit.FAILED


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)
