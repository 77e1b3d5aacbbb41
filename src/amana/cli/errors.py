"""What can go wrong with the program itself, before any command has begun.

What stood on the command line is never repeated: it may hold a person's data.
"""

from typing import Final

import typer

from amana.domain.errors import Broken, Malformed, Refused


class PartMissing(Broken):
    """A command needs a package that this installation does not have."""

    code = "cli.part_missing"


class GaveUp(Broken):
    """A process of the running system died again and again; all were stopped."""

    code = "cli.gave_up"


class WrongUsage(Malformed):
    """The command line cannot be read."""

    code = "cli.wrong_usage"


class NoSuchCommand(WrongUsage):
    """There is no command of this name."""

    code = "cli.no_such_command"


class NoSuchOption(WrongUsage):
    """The command has no such option."""

    code = "cli.no_such_option"


class ValueMissing(WrongUsage):
    """An argument or option that must be given was not."""

    code = "cli.value_missing"


class WrongValue(WrongUsage):
    """The value of an argument or option cannot be used."""

    code = "cli.wrong_value"


class NotTogether(WrongUsage):
    """Options that stand together cannot: one of them would be without effect."""

    code = "cli.not_together"


class NoSuchBenchmark(WrongUsage):
    """There is no benchmark of this name."""

    code = "cli.no_such_benchmark"


class AnswersDiffer(Broken):
    """Two engines that were told the same rules answer a question of the benchmark otherwise."""

    code = "cli.answers_differ"


class DidNotStart(Broken):
    """The server that was to be measured ended before it gave its first page."""

    code = "cli.did_not_start"


class ExamplesMissing(Refused):
    """The example services come with the repository, and this installation is without them."""

    code = "cli.examples_missing"


class NoSuchExample(WrongUsage):
    """There is no example service of this name."""

    code = "cli.no_such_example"


class PackagesMissing(Refused):
    """The packages of an example service cannot be had: no network, or a registry without them."""

    code = "cli.packages_missing"


class ShowAppEnded(Broken):
    """An example service ended while it was to be shown."""

    code = "cli.show_app_ended"


_OF_TYPER: Final = {
    "NoSuchOption": NoSuchOption,
    "MissingParameter": ValueMissing,
    "BadParameter": WrongValue,
}


def usage_error(wrong: typer.TyperException) -> WrongUsage:
    """Return the error of ours that says what Typer found wrong with the line."""
    context = getattr(wrong, "ctx", None)
    command = context.command_path if context is not None else "amana"
    kind = _OF_TYPER.get(type(wrong).__name__, WrongUsage)
    if kind is WrongUsage:
        return WrongUsage(command=command)
    return kind(command=command, name=_name_of(wrong))


def _name_of(wrong: typer.TyperException) -> str:
    """Return the name, as it is typed, of the argument or option that the fault is about."""
    parameter = getattr(wrong, "param", None)
    if parameter is None:
        return str(getattr(wrong, "option_name", "")).partition("=")[0]
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.name).upper()
