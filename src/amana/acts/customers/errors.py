"""Why nothing is done for a customer."""

from amana.domain.errors import Malformed, Refused


class CustomerUnfit(Malformed):
    """A customer has an id, a name, a contact and an instruction; ``part`` does not fit."""

    code = "customers.unfit"


class CustomerThere(Refused):
    """There is a customer of this id, also one that ended: its id is never given again."""

    code = "customers.there"


class NoSuchEndUser(Refused):
    """Nobody of this id is this customer's: unknown, erased and another's are all alike."""

    code = "customers.no_such_end_user"


class BelongsElsewhere(Refused):
    """The person, or another id of theirs, belongs to another customer already."""

    code = "customers.belongs_elsewhere"
