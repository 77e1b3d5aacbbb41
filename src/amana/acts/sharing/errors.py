"""Why nothing is granted, linked or disclosed."""

from amana.domain.errors import Malformed, Refused


class NoSuchGrant(Refused):
    """There is no such grant, or it ended."""

    code = "sharing.no_such_grant"


class TooManyPersons(Malformed):
    """A disclosure is about some persons, each once, and at most ``most`` of them."""

    code = "sharing.too_many_persons"


class NoWayToSend(Refused):
    """The recipient has no service to which anything is sent."""

    code = "sharing.no_way_to_send"


class NotALink(Refused):
    """The policy lets people choose no such partner."""

    code = "sharing.not_a_link"


class NotTakenByRecipient(Refused):
    """The recipient answered, signed, and did not say that it has taken it."""

    code = "sharing.not_taken"
