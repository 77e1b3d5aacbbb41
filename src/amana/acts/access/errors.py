"""What is refused of staff access."""

from amana.domain.errors import Refused


class NotWhole(Refused):
    """The access shows masked values only: whole ones have to be asked for."""

    code = "access.not_whole"
