"""Why a recipient cannot be granted what is asked for."""

from amana.domain.errors import Malformed, Refused


class GrantUnfit(Malformed):
    """A grant names data, purposes, an instruction, and an end that is to come; ``part`` says."""

    code = "sharing.grant_unfit"


class NatureRuledOut(Refused):
    """The policy rules a disclosure of this ``nature`` out; ``promises`` say so."""

    code = "sharing.nature_ruled_out"


class BeyondPromise(Refused):
    """No promise lets the recipient have this ``data`` for this ``purpose``."""

    code = "sharing.beyond_promise"


class SafeguardsMissing(Refused):
    """The promise ``promise`` binds the recipient by ``safeguards`` that the grant lacks."""

    code = "sharing.safeguards_missing"
