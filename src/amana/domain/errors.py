"""The one tree of errors, by who must act.

    AmanaError
    ├── Refused     the caller asked for what is not allowed or not there
    ├── Malformed   the input is not what it has to be
    └── Broken      the platform itself cannot go on

Each area draws its leaves in an ``errors.py`` of its own; ``docs/reference/errors.md`` lists
them all. A leaf has a stable code, fields that are safe to show, and a message in each
language under ``error.<code>`` in the catalogues. A field never holds a value that belongs to
a person. Statuses and exit codes are not known here: the edges look them up.
"""

from typing import ClassVar, TypeAlias

Field: TypeAlias = str | int
"""What a field of an error may hold: nothing that has to be interpreted to be shown."""


class AmanaError(Exception):
    """Whatever Amana raises on purpose. ``code`` is stable; ``fields`` are safe to show."""

    code: ClassVar[str] = "amana"

    def __init__(self, **fields: Field) -> None:
        """Keep the fields that the message in each language names."""
        super().__init__(self.code)
        self.fields = fields

    def __str__(self) -> str:
        """Show the code and its fields; the wording layer has the sentence."""
        shown = ", ".join(f"{name}={value}" for name, value in sorted(self.fields.items()))
        return f"{self.code} ({shown})" if shown else self.code


class Refused(AmanaError):
    """What was asked for is not allowed, or not there: the caller must ask differently."""

    code = "refused"


class Malformed(AmanaError):
    """What came in cannot be taken: whoever sent it must mend it."""

    code = "malformed"


class Broken(AmanaError):
    """The platform cannot go on: whoever runs it must mend it."""

    code = "broken"
