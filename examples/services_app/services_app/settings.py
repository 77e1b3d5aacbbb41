"""The settings of this app: the only module that reads its environment.

The key that Amana knows this service by comes from ``AMANA_KEY_FILE`` or ``AMANA_KEY``, never
from the command line, where every process on the machine could read it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SERVICE = "services-app"
"""The name under which Amana publishes this app's policy."""


class NoKey(Exception):
    """Neither a key nor a file that holds one was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where Amana is, where the app's own files lie, and how people reach Amana's pages."""

    amana_url: str
    amana_key: str = field(repr=False)
    data: Path
    notice_url: str
    """Address of the published policy, without a language."""
    centre_origin: str
    """Where people reach Amana's own pages."""
    tags: str = "/static"
    """Where the scripts of others come from: from another origin, where somebody serves them."""


def read(  # noqa: PLR0913 - each by keyword
    *,
    amana_url: str,
    data: Path,
    public_url: str | None,
    environment: Mapping[str, str] | None,
    tags: str = "/static",
    service: str = SERVICE,
) -> Settings:
    """Put the settings together; without a key the app does not start."""
    variables = os.environ if environment is None else environment  # noqa: TID251 - read here only
    named = variables.get("AMANA_KEY_FILE")
    key = Path(named).read_text(encoding="utf-8") if named else variables.get("AMANA_KEY", "")
    if not key.strip():
        msg = "set AMANA_KEY_FILE to a file that holds the service's key, or AMANA_KEY to the key"
        raise NoKey(msg)
    shown = (public_url or amana_url).rstrip("/")
    return Settings(
        amana_url=amana_url,
        amana_key=key.strip(),
        data=data,
        notice_url=f"{shown}/{service}/privacy",
        centre_origin=shown,
        tags=tags,
    )
