"""What is refused about those who work on a service."""

from amana.domain.errors import Refused


class LinkUsedUp(Refused):
    """The sign-in link or invitation is unknown, used or expired: which of them is not said."""

    code = "console.link"


class NotTheirs(Refused):
    """The member of staff does not work on this service, or it does not exist."""

    code = "console.service"


class LastOwner(Refused):
    """A service always has an owner: the last one neither leaves nor takes another role."""

    code = "staff.last_owner"


class AboveOneself(Refused):
    """Nobody gives or takes a role that may more than their own."""

    code = "staff.above_oneself"


class AlreadyHere(Refused):
    """Somebody of this e-mail address works on the service already."""

    code = "staff.already_here"


class HasOwner(Refused):
    """The service has an owner, who invites whoever else is to work on it."""

    code = "staff.has_owner"


class NoSuchMember(Refused):
    """The provider vouches for somebody who works on nothing here, or is known otherwise."""

    code = "staff.no_such_member"
