"""``amana laws``: the laws that are known here, or one of them as a file that a lawyer can read."""

from typing import Annotated, Final

import typer

from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, print_json, print_notice, print_text
from amana.domain.law.book import BOOK
from amana.domain.law.named import packs_named
from amana.domain.law.pack_file import write_pack
from amana.wording.catalogue import say

SCHEMA_FILE: Final = "docs/reference/law-pack.schema.json"
"""Where a pack's JSON Schema is published, in this program's own repository."""


def laws(
    context: typer.Context,
    law: Annotated[str | None, typer.Argument()] = None,
    *,
    form: FormatOption = Format.TEXT,
) -> int:
    """List the laws, or write one as YAML."""
    if law is not None:
        print_text(write_pack(packs_named([law])[0]).rstrip("\n"))
    elif form is Format.JSON:
        print_json(
            [
                {
                    "law": pack.law.value,
                    "in_force": pack.in_force,
                    "title": {"ar": pack.title.ar, "en": pack.title.en},
                    "countries": list(pack.countries),
                    "authority": {"ar": pack.authority.ar, "en": pack.authority.en},
                    "website": pack.website,
                }
                for pack in BOOK.values()
            ]
        )
    else:
        language = language_of(context)
        for pack in BOOK.values():
            state = "law.check.law" if pack.in_force else "law.check.draft"
            title = pack.title.say(language)
            print_text(say(state, language, law=pack.law.value, title=title))
        print_notice(say("law.schema", language, file=SCHEMA_FILE))
    return Exit.OK


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("laws")(laws)
