"""``amana write``: the notice, written from the policy, in good Arabic or English."""

import html
import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.cli.help import language_of
from amana.cli.policy_file import open_policy
from amana.cli.printing import print_text
from amana.domain.policy.notice import NoticeBlock, notice
from amana.domain.policy.proposal import Role
from amana.domain.words import ARABIC, Language

_MARKS: Final = re.compile(r"([\\`*_\[\]<>#|])")


class Form(StrEnum):
    """What the notice is written as."""

    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"


def write(
    context: typer.Context,
    policy: Annotated[Path, typer.Argument(dir_okay=False)],
    *,
    form: Annotated[Form, typer.Option("--format")] = Form.MARKDOWN,
) -> None:
    """Write the notice of a policy file in the language of the run (``--lang``)."""
    spoken = language_of(context)
    blocks = notice(open_policy(policy).policy, spoken)
    writers = {Form.MARKDOWN: as_markdown, Form.TEXT: as_text}
    print_text(as_html(blocks, spoken) if form is Form.HTML else writers[form](blocks))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("write")(write)


def as_markdown(blocks: Iterable[NoticeBlock]) -> str:
    """Return the notice as Markdown; marks in its words are escaped."""
    return _joined(blocks, first="# ", heading="## ", item="- ", escape=_MARKS)


def as_text(blocks: Iterable[NoticeBlock]) -> str:
    """Return the notice as plain text."""
    return _joined(blocks, first="", heading="", item="• ", escape=None)


def _joined(
    blocks: Iterable[NoticeBlock],
    *,
    first: str,
    heading: str,
    item: str,
    escape: re.Pattern[str] | None,
) -> str:
    """Return the blocks with their marks; the items of a list stand close together."""
    parts: list[str] = []
    before: Role | None = None
    for block in blocks:
        text = block.text if escape is None else escape.sub(r"\\\1", block.text)
        mark = {Role.HEADING: heading if parts else first, Role.ITEM: item}.get(block.role, "")
        close = before is Role.ITEM and block.role is Role.ITEM
        parts.append(f"{'' if not parts else chr(10) if close else chr(10) * 2}{mark}{text}")
        before = block.role
    return "".join(parts)


def as_html(blocks: Iterable[NoticeBlock], language: Language) -> str:
    """Return the notice as a whole page without style or script."""
    listed = list(blocks)
    body: list[str] = []
    inside = False
    for number, block in enumerate(listed):
        is_item = block.role is Role.ITEM
        if is_item != inside:
            body.append("<ul>" if is_item else "</ul>")
            inside = is_item
        body.append(_element(block, first=number == 0))
    body += ["</ul>"] if inside else []
    title = html.escape(listed[0].text)
    direction = "rtl" if language == ARABIC else "ltr"
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{language}" dir="{direction}">',
            f'<meta charset="utf-8"><title>{title}</title>',
            *body,
            "</html>",
        )
    )


def _element(block: NoticeBlock, *, first: bool) -> str:
    """Return one block as an element that names its promises."""
    heading = "h1" if first else "h2"
    tag = {Role.HEADING: heading, Role.ITEM: "li"}.get(block.role, "p")
    made = html.escape(" ".join(block.promises))
    promises = f' data-promises="{made}"' if made else ""
    return f"<{tag}{promises}>{html.escape(block.text)}</{tag}>"
