"""The program ``amana``: its commands, its language, and the one boundary where errors end.

Each command lies in a file of its own, ``amana.cli.<command>``, with one function
``register(app: typer.Typer) -> None``. A file is imported when its command is called, so that
``amana read`` needs neither the server nor its time to load.
"""

import gc
import os
import traceback
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module, metadata
from importlib.util import find_spec
from typing import Annotated, Any, Final, cast

import typer
from typer.core import TyperCommand, TyperGroup

from amana.cli.errors import NoSuchCommand, PartMissing, usage_error
from amana.cli.exits import Exit, exit_for
from amana.cli.help import SpokenCommand, in_fixed_words, language_of, speak, summary
from amana.cli.printing import print_notice, print_text
from amana.domain.errors import AmanaError
from amana.domain.words import LANGUAGES, Language
from amana.settings import debugging, language_of_terminal
from amana.wording.catalogue import explain, say

COMMANDS: Final = (
    *("read", "write", "ask", "plan", "check", "laws", "decide", "verify", "report", "demo"),
    *("init", "serve", "doctor", "worker", "jobs", "events", "messages", "mail", "requests"),
    *("probe", "grants"),
    *("service", "map", "sources", "recipients", "disclosures", "announcements"),
    *("releases", "customers", "documents", "staff", "access", "choices"),
    *("keys", "publications", "aggregates", "breaches", "retention"),
    *("erase", "erased", "holds", "migrate", "backup", "restore", "import", "export", "bench"),
)
"""In the order in which a policy meets them."""

_SHUT: Final = 0o022
"""What others may do to files of ours: never write."""


class Commands(TyperGroup):
    """The commands, each imported when it is first asked for."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002 - Typer's own context is not public
        """Return the names of all commands that this installation has."""
        return installed_commands()

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand:  # type: ignore[override]  # as above
        """Return the command, in the language of the run; raise ``NoSuchCommand``."""
        if cmd_name not in installed_commands():
            raise NoSuchCommand(known=", ".join(installed_commands()))
        found = command(cmd_name)
        speak(found, cmd_name, language_of(ctx))
        return found

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # noqa: ANN401 - as above
        """List the commands by their first sentence, without importing any of them."""
        rows = [(name, summary(name, language_of(ctx))) for name in installed_commands()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]  # as above
        """Return the program's help text in the language of the run."""
        speak(self, "amana", language_of(ctx))
        return in_fixed_words(super().get_help(ctx), language_of(ctx))


def installed_commands() -> list[str]:
    """Return the names of the commands whose file is there, without importing it."""
    return [name for name in COMMANDS if find_spec(f"amana.cli.{name}")]


def command(name: str) -> TyperCommand:
    """Import the command's file and return the command that it registers.

    Raises ``PartMissing`` where the file needs a package of an extra that is not installed.
    """
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    try:
        with _no_collection():
            module = import_module(f"amana.cli.{name}")
    except ModuleNotFoundError as missing:
        if str(missing.name).startswith("amana"):
            raise
        raise PartMissing(command=name, package=str(missing.name)) from missing
    module.register(alone)
    for registered in alone.registered_commands:
        registered.cls = SpokenCommand
    return cast("TyperCommand", typer.main.get_group(alone).commands[name])


@contextmanager
def _no_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: what an import makes stays, and looking took a seventh."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


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
    lang: Annotated[Language | None, typer.Option("--lang")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Turn a privacy policy into a running system."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; whatever goes wrong is said, not raised."""
    # Where the shell lets others write what is made, they could put secrets of theirs in our place.
    os.umask(os.umask(_SHUT) | _SHUT)
    language, rest = choose_language(arguments)
    try:
        return _call(rest, language)
    except AmanaError as error:
        print_notice(_explained(error, language))
        return exit_for(error)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return Exit.OK
    except Exception:  # noqa: BLE001 - the one edge where every fault ends
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
    """Hand the line to Typer. An ``int`` that a command returns or exits with is the exit code."""
    try:
        ended = typer.main.get_command(app).main(
            args=arguments or ["--help"], prog_name="amana", standalone_mode=False, obj=language
        )
    except typer.TyperException as wrong:
        raise usage_error(wrong) from wrong
    except typer.Abort:
        return Exit.INTERRUPTED
    return ended if isinstance(ended, int) else Exit.OK


def _explained(error: AmanaError, language: Language) -> str:
    """Return the error's message; where the catalogues fail, its code and safe fields."""
    try:
        return explain(error, language)
    except AmanaError:
        return str(error)


def _incident(language: Language) -> int:
    """Say that Amana itself failed, by number: what failed may hold values that are private."""
    number = uuid.uuid4().hex[:12]
    print_notice(say("cli.incident", language, number=number))
    if debugging():
        traceback.print_exc()
    return Exit.INCIDENT
