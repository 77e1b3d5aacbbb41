"""What can go wrong with the program itself, before any command has begun."""

from amana.domain.errors import Broken


class PartMissing(Broken):
    """A command needs a package that this installation does not have."""

    code = "cli.part_missing"
