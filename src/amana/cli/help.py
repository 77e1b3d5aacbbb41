"""The help texts, from the catalogues, in the language of who asks.

``help.<command>`` is the text of a command, ``help.<command>.<parameter>`` that of an argument
or option; ``help.amana`` is the program's own. Typer's few fixed words are put into Arabic
where a help text is shown.
"""

import re
from typing import Final

import typer
from typer.core import TyperCommand

from amana.domain.words import ARABIC, ENGLISH, Language
from amana.wording.catalogue import catalogue

_FIXED_WORDS: Final = (
    ("Usage:", "help.fixed.usage"),
    ("Options:", "help.fixed.options"),
    ("Arguments:", "help.fixed.arguments"),
    ("Commands:", "help.fixed.commands"),
    ("Show this message and exit.", "help.fixed.help"),
    ("  [required]", "help.fixed.required"),
    ("[default: ", "help.fixed.default"),
)


def language_of(context: typer.Context) -> Language:
    """Return the language in which this run of the program speaks."""
    chosen: Language | None = context.find_root().obj
    return chosen or ENGLISH


class SpokenCommand(TyperCommand):
    """A command whose help speaks the language of the run."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]  # Typer's own context is not public
        """Return the help text in the language of the run."""
        speak(self, self.name or "", language_of(ctx))
        return in_fixed_words(super().get_help(ctx), language_of(ctx))


def speak(command: object, name: str, language: Language) -> None:
    """Give the command and its parameters the help texts that the catalogue has for them."""
    words = catalogue(language).single
    for part, key in _parts(command, name):
        if key in words:
            part.help = words[key]  # type: ignore[attr-defined]  # all parts have a help text


def summary(name: str, language: Language) -> str:
    """Return the first sentence of the command's help text; nothing where it has none."""
    paragraph = catalogue(language).single.get(f"help.{name}", "").partition("\n\n")[0]
    return " ".join(re.split(r"(?<=[.:؛])\s", paragraph, maxsplit=1)[0].split()).rstrip(".:؛")


def _parts(command: object, name: str) -> list[tuple[object, str]]:
    parameters = getattr(command, "params", ())
    return [(command, f"help.{name}"), *((p, f"help.{name}.{p.name}") for p in parameters)]


def in_fixed_words(text: str, language: Language) -> str:
    """Put Typer's own words in a help text into Arabic, where Arabic is spoken."""
    if language == ARABIC:
        words = catalogue(language).single
        for english, key in _FIXED_WORDS:
            text = text.replace(english, words[key])
    return text
