"""What is refused about who a person is. No field holds a value of anybody."""

from amana.domain.errors import Refused


class TooManyIds(Refused):
    """Joined, they would be more ids than one person has."""

    code = "persons.too_many_ids"


class VisitorTaken(Refused):
    """The browser's id joined another account: whoever signs in now needs an id of their own."""

    code = "persons.visitor_taken"
