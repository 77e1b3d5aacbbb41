"""The settings of a running Amana: the only place that reads the environment.

Settings come from ``amana.toml`` and from variables named ``AMANA_…``; a variable beats the
file. An unknown key, a wrong value and a file that others may read stop the start.
"""

from amana.settings.model import (
    ClockCheck,
    Secret,
    Settings,
    SettingsOpen,
    UnknownSetting,
    WrongSetting,
)
from amana.settings.readers import HIGHEST_PORT
from amana.settings.sources import (
    FILE_NAME,
    OF_CLIENTS,
    PREFIX,
    SOURCE_URL,
    debugging,
    environment_of_child,
    examples_cache,
    language_of_terminal,
    load,
    notify_socket,
    source_url,
)

__all__ = [
    "FILE_NAME",
    "HIGHEST_PORT",
    "OF_CLIENTS",
    "PREFIX",
    "SOURCE_URL",
    "ClockCheck",
    "Secret",
    "Settings",
    "SettingsOpen",
    "UnknownSetting",
    "WrongSetting",
    "debugging",
    "environment_of_child",
    "examples_cache",
    "language_of_terminal",
    "load",
    "notify_socket",
    "source_url",
]
