"""Why a time for keeping cannot be set."""

from amana.domain.errors import Malformed


class KeepingUnfit(Malformed):
    """No promise allows this time for keeping; ``part`` says what does not fit."""

    code = "retention.unfit"
