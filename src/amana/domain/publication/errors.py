"""Why something cannot be published, or changed."""

from amana.domain.errors import Malformed, Refused


class PublicationUnfit(Malformed):
    """What was handed in cannot be published as it is; ``part`` says what is wrong with it."""

    code = "publications.unfit"


class CardInWords(Malformed):
    """A number in it looks like a card's; ``part`` says where."""

    code = "publications.card"


class NotForPublication(Refused):
    """The policy in force does not permit publishing it so; ``rules`` are those that refuse."""

    code = "publications.not_permitted"


class WrongTurn(Refused):
    """What is ``state`` cannot be judged or changed so any more."""

    code = "publications.wrong_state"
