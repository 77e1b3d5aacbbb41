"""Why nobody is erased for being too young."""

from amana.domain.errors import Refused


class NoAgePromised(Refused):
    """The policy in force promises no age below which data that was found is erased."""

    code = "children.no_age"


class Guarded(Refused):
    """A guardian stands for them, whose consent the policy takes: they may stay."""

    code = "children.guarded"
