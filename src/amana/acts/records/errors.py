"""What is refused or malformed about records. A field names types and fields, never a value.

Refused
├── NoMapInForce        the service has applied no map: it declares no records
├── UndeclaredType      the map has no such type of record
├── UndeclaredField     the type has no such field
├── UndeclaredEvent     the map has no such event
├── UndeclaredRecipient the policy has no such recipient
├── RecordExists        the key names a record already
├── RecordChanged       another version was there first
└── NoSuchRecord        nothing is there, or its time is over
Malformed
├── WrongKey            a key where none belongs, none where one does, or one that cannot be
├── NoValues            a record, or a correction, of nothing
├── TimeOver            a record whose time would be over at once
├── TimeTooFar          a record that would be kept for more than a hundred years
├── WrongSource         a third party's data without its source, or a source of other data
└── UnusableName        a name of a purpose or party that can be none
"""

import re
from typing import Final

from amana.domain.errors import Malformed, Refused

_NAME: Final = re.compile(r"[^\W\d][\w.-]{0,62}")
_MOST_DIGITS: Final = 6
"""A name with more digits may be a number of somebody's."""


def shown_name(name: str) -> str:
    """Return a name from outside as an error may show it: ``?`` where it may be a value."""
    digits = sum(letter.isdigit() for letter in name)
    return name if _NAME.fullmatch(name) and digits <= _MOST_DIGITS else "?"


class NoMapInForce(Refused):
    """The service has applied no map, so that it declares no records."""

    code = "record.no_map"


class UndeclaredType(Refused):
    """The map declares no such type of record."""

    code = "record.undeclared_type"


class UndeclaredField(Refused):
    """The type of record has no such field."""

    code = "record.undeclared_field"


class UndeclaredEvent(Refused):
    """The map declares no such event."""

    code = "record.undeclared_event"


class UndeclaredRecipient(Refused):
    """The policy declares no such recipient."""

    code = "record.undeclared_recipient"


class RecordExists(Refused):
    """A record of this type and key is there already; it is changed by a correction."""

    code = "record.exists"


class RecordChanged(Refused):
    """The record is not in the version that was seen; it has to be read again."""

    code = "record.changed"


class NoSuchRecord(Refused):
    """There is no such record of this person, or its time is over."""

    code = "record.none"


class WrongKey(Malformed):
    """The type has keys of the service's own and none was given, or the other way round."""

    code = "record.wrong_key"


class NoValues(Malformed):
    """No field was given, or the correction changes nothing."""

    code = "record.no_values"


class TimeOver(Malformed):
    """The end of the record's time lies before its beginning."""

    code = "record.time_over"


class TimeTooFar(Malformed):
    """The end of the record's time lies more than a hundred years ahead."""

    code = "record.time_too_far"


class UnusableName(Malformed):
    """What stands as a purpose, occasion, source or recipient can be no name of one."""

    code = "record.unusable_name"


class WrongSource(Malformed):
    """What comes from a third party names its source, and nothing else does."""

    code = "record.wrong_source"
