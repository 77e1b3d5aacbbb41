"""The program ``amana``: its commands, its language, and the one boundary where errors end.

Each command lies in a file of its own, ``amana.cli.<command>``, with one function
``register(app: typer.Typer) -> None``. A file is imported when its command is called, so that
``amana read`` needs neither the server nor its time to load.
"""

import traceback
import uuid
from collections.abc import Sequence
from importlib import import_module, metadata
from importlib.util import find_spec
from typing import Annotated, Final

import typer
from typer.core import TyperCommand, TyperGroup

from amana.cli.errors import PartMissing
from amana.cli.exits import Exit, exit_for
from amana.cli.printing import print_notice, print_text
from amana.domain.errors import AmanaError
from amana.domain.words import LANGUAGES, Language
from amana.settings import debugging, language_of_terminal
from amana.wording.catalogue import explain, say

COMMANDS: Final = ("read", "write", "plan", "verify", "report", "demo", "serve", "bench")
"""In the order in which a policy meets them."""


class Commands(TyperGroup):
    """The commands, each imported when it is first asked for."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # Typer's own context is not public
        """Return the names of all commands that this installation has."""
        return [name for name in COMMANDS if find_spec(f"amana.cli.{name}")]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # type: ignore[override]  # as above
        """Return the command, or ``None`` where there is none of this name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        return command(cmd_name)


def command(name: str) -> TyperCommand:
    """Import the command's file and return the command that it registers.

    Raises ``PartMissing`` where the file needs a package of an extra that is not installed.
    """
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    try:
        module = import_module(f"amana.cli.{name}")
    except ModuleNotFoundError as missing:
        raise PartMissing(command=name, package=str(missing.name)) from missing
    module.register(alone)
    found = typer.main.get_group(alone).commands[name]
    assert isinstance(found, TyperCommand)
    return found


app: Final = typer.Typer(
    cls=Commands,
    name="amana",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it with the option's value
    if wanted:
        print_text(f"amana {metadata.version('amana')}")
        raise typer.Exit


@app.callback()
def amana(
    *,
    lang: Annotated[
        Language | None, typer.Option("--lang", help="Language of messages and help.")
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Turn a privacy policy into a running system."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Nothing but this code leaves as a fault."""
    language, rest = choose_language(arguments)
    try:
        return _call(rest, language)
    except AmanaError as error:
        print_notice(explain(error, language))
        return exit_for(error)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return Exit.OK
    except Exception:
        return _incident(language)


def choose_language(arguments: Sequence[str]) -> tuple[Language, list[str]]:
    """Return the language to speak and the rest: ``--lang`` counts anywhere, else the terminal."""
    words = list(arguments)
    end = words.index("--") if "--" in words else len(words)
    for at, word in enumerate(words[:end]):
        name, _, value = word.partition("=")
        width = 1 if "=" in word else 2
        value = value if width == 1 else "".join(words[at + 1 : min(at + 2, end)])
        if name == "--lang" and value in LANGUAGES:
            return value, words[:at] + words[at + width :]
    return language_of_terminal(), words


def _call(arguments: list[str], language: Language) -> int:
    """Hand the line to Typer; what it cannot read is said on standard error."""
    try:
        ended = typer.main.get_command(app).main(
            args=arguments, prog_name="amana", standalone_mode=False, obj=language
        )
    except typer.TyperException as wrong:
        print_notice(wrong.format_message())
        return Exit.USAGE
    except typer.Abort:
        return Exit.INTERRUPTED
    return ended if isinstance(ended, int) else Exit.OK


def _incident(language: Language) -> int:
    """Say that Amana itself failed, by number: what failed may hold values that are private."""
    number = uuid.uuid4().hex[:12]
    print_notice(say("cli.incident", language, number=number))
    if debugging():
        traceback.print_exc()
    return Exit.INCIDENT
