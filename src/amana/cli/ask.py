"""``amana ask``: a question, answered with a policy's own sentences or not at all."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from amana.acts.ask_policy import Answers, ask_policy
from amana.cli.help import language_of
from amana.cli.policy_file import open_policy
from amana.cli.printing import Json, print_json, print_text
from amana.wording.catalogue import say


class Form(StrEnum):
    """How the answer is printed."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ask")(ask)


def ask(
    context: typer.Context,
    policy: Annotated[Path, typer.Argument(dir_okay=False)],
    question: Annotated[str, typer.Argument()],
    *,
    form: Annotated[Form, typer.Option("--format")] = Form.TEXT,
) -> None:
    """Answer a question; frame and hints are in the language of the run."""
    found = ask_policy(open_policy(policy).policy, question)
    if form is Form.JSON:
        print_json(as_json(found))
        return
    language = language_of(context)
    if not found.passages:
        print_text(say("ask.silent", language))
        return
    print_text(say("ask.answers", language))
    for passage in found.passages:
        made = ", ".join(say("ask.promise", language, name=name) for name in passage.promises)
        print_text(f"- {passage.text}" + (f" ({made})" if made else ""))


def as_json(found: Answers) -> Json:
    """Return the answer for programs; ``silent`` where no sentence answers."""
    return {
        "question": found.question,
        "lang": found.language,
        "silent": not found.passages,
        "answers": [
            {"text": passage.text, "promises": list(passage.promises)} for passage in found.passages
        ],
    }
