"""Setting right what Amana keeps: by the person themself, or by somebody else."""

from collections.abc import Mapping
from typing import Final

from amana.sdk import Amana, AmanaRejected

PROVIDER: Final = "provider"
"""The source of what a provider sets right, as ``policy.yaml`` names it."""
_CHANGED: Final = "record.changed"


class ChangedMeanwhile(Exception):
    """Somebody set the value right after the page was made: it has to be looked at again."""


def correct_own(
    amana: Amana, person: str, type_: str, values: Mapping[str, str], *, seen: int
) -> None:
    """Put what the person wrote in place of the version that they saw."""
    try:
        amana.records.correct(
            person,
            values,
            seen=seen,
            type=type_,
            key=person,
            at="profile",
            purposes=["account", "provide_service"],
        ).require()
    except AmanaRejected as fault:
        raise _meant(fault) from fault


def set_right(  # noqa: PLR0913 - names a record, a value and the version that it replaces
    amana: Amana, person: str, type_: str, address: str, *, key: str, seen: int
) -> None:
    """Put the address that a provider found in place of the version that was seen."""
    try:
        amana.records.correct(
            person,
            {"address": address},
            seen=seen,
            type=type_,
            key=key,
            at="delivery",
            purposes=["provide_service"],
            origin="third-party",
            source=PROVIDER,
        ).require()
    except AmanaRejected as fault:
        raise _meant(fault) from fault


def _meant(fault: AmanaRejected) -> Exception:
    """Tell that somebody was there first from any other fault."""
    return ChangedMeanwhile() if fault.fields["problem"] == _CHANGED else fault
