"""Why a copy is not handed out."""

from amana.domain.errors import Refused


class CopyNotReady(Refused):
    """The copy is still being prepared."""

    code = "copies.not_ready"


class CopyOver(Refused):
    """The copy's time is over, and its key destroyed."""

    code = "copies.over"


class CopyGone(Refused):
    """The copy went while it was handed out: its time ended, or the person was erased."""

    code = "copies.gone"


class CopyTriedTooOften(Refused):
    """Too many asked for the copy who did not prove who they are; it opens again later."""

    code = "copies.tried_too_often"


class PersonNotProven(Refused):
    """A program asked for the copy of a person who passed no check of who they are lately."""

    code = "copies.person_not_proven"


class RequestNotForCopy(Refused):
    """The request asks for no copy, or who asks has not proven who they are, or it has ended."""

    code = "copies.request_not_for_copy"


class OutputMissing(Refused):
    """Nobody said into which new file the copy goes."""

    code = "copies.output_missing"
