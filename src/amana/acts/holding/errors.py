"""Why a hold cannot be put or lifted, and why an erasure stops at one."""

from amana.domain.errors import Malformed, Refused


class UnderHold(Refused):
    """Our own records of this person are under legal hold, until it is looked at ``again_on``."""

    code = "holds.under_hold"


class HoldUnfit(Malformed):
    """The hold names nothing, a day that is over, or a table without its source; ``part`` says."""

    code = "holds.unfit"
