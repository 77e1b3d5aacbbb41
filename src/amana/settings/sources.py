"""Where settings come from: a file, the environment, and the options of a command."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Final

from amana.domain.words import ARABIC, ENGLISH, Language
from amana.settings.model import Settings, SettingsOpen, UnknownSetting, WrongSetting
from amana.settings.readers import PATHS, READERS, SECRET

PREFIX: Final = "AMANA_"
FILE_NAME: Final = "amana.toml"
_LONGEST_FILE: Final = 100_000
SOURCE_URL: Final = "AMANA_SOURCE_URL"
EXAMPLES_CACHE: Final = "AMANA_EXAMPLES_CACHE"
OF_CLIENTS: Final = frozenset(
    {"AMANA_URL", "AMANA_KEY", "AMANA_KEY_FILE", "AMANA_DEBUG", SOURCE_URL, EXAMPLES_CACHE}
)
"""Variables that belong to applications beside Amana, or to the terminal."""


def load(
    environ: Mapping[str, str] | None = None, *, folder: Path | None = None, **chosen: object
) -> Settings:
    """Read the settings from the file in this folder, then from the environment.

    ``chosen`` are options of a command line: they beat both, and ``None`` chooses nothing.
    Raises ``UnknownSetting`` and ``WrongSetting``.
    """
    environ = os.environ if environ is None else environ
    names = {each.name for each in fields(Settings)}
    given: dict[str, object] = {**_from_file((folder or Path()) / FILE_NAME)}
    given.update(_from_environment(environ))
    for name in given:
        if name not in names:
            raise UnknownSetting(name=name, known=", ".join(sorted(names)))
    given.update({name: value for name, value in chosen.items() if value is not None})
    return Settings(**{name: READERS[name](name, value) for name, value in given.items()})  # type: ignore[arg-type]  # each reader returns its field's type


def language_of_terminal(environ: Mapping[str, str] | None = None) -> Language:
    """Return Arabic where the terminal's locale is Arabic, else English."""
    environ = os.environ if environ is None else environ
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(variable):
            return ARABIC if environ[variable].lower().startswith("ar") else ENGLISH
    return ENGLISH


def debugging(environ: Mapping[str, str] | None = None) -> bool:
    """Tell whether tracebacks are wanted: they may hold what a message never would."""
    environ = os.environ if environ is None else environ
    return environ.get("AMANA_DEBUG") == "1"


def source_url(environ: Mapping[str, str] | None = None) -> str | None:
    """Return the address of the database that ``amana sources`` looks at, if it is given here.

    It may hold a password, which on a command line everybody on the machine could read.
    """
    environ = os.environ if environ is None else environ
    return environ.get(SOURCE_URL) or None


def examples_cache(environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder in which the examples' environments lie, made once and used again."""
    environ = os.environ if environ is None else environ
    given = environ.get(EXAMPLES_CACHE)
    return Path(given) if given else Path.home() / ".cache" / "amana-examples"


def notify_socket(environ: Mapping[str, str] | None = None) -> str | None:
    """Return the socket at which a service manager waits to hear how things stand, if one does."""
    environ = os.environ if environ is None else environ
    return environ.get("NOTIFY_SOCKET")


def environment_of_child(**added: str) -> dict[str, str]:
    """Return the environment for a program that Amana starts: its own without Amana's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return kept | added


def _from_file(path: Path) -> dict[str, object]:
    """Read the file, if there is one; paths in it are seen from where it lies.

    One that holds a secret, such as a database's password, and that others may read, raises
    ``SettingsOpen``.
    """
    try:
        with path.open(encoding="utf-8") as file:
            mode, text = os.fstat(file.fileno()).st_mode, file.read(_LONGEST_FILE + 1)
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(
            name=FILE_NAME, wanted="a file of UTF-8 text that can be read"
        ) from error
    try:
        found = tomllib.loads(text) if len(text) <= _LONGEST_FILE else None
    except tomllib.TOMLDecodeError:
        # The cause would repeat a line of the file.
        found = None
    if found is None:
        raise WrongSetting(name=FILE_NAME, wanted="a TOML file")
    if mode & 0o077 and any(name in SECRET for name in found):
        raise SettingsOpen(file=str(path))
    return {
        name: path.parent / value if name in PATHS and isinstance(value, str) and value else value
        for name, value in found.items()
    }


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and name not in OF_CLIENTS
    }
