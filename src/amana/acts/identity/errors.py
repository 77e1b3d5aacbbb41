"""What the acts on identity refuse. No field holds an address, a code or an id of anybody."""

from amana.domain.errors import Refused


class SignedOut(Refused):
    """The person's session is over: it was ended, or it is too old."""

    code = "identity.signed_out"


class HandOverNotGood(Refused):
    """The ticket of a hand-over is unknown, used up or past: the answer is the same."""

    code = "identity.hand_over_not_good"


class CodeNotRight(Refused):
    """The code is wrong, used, too old, tried too often, or nobody's: the answer is the same."""

    code = "identity.code_not_right"


class TooManyTries(Refused):
    """More codes, passwords or tries were asked for than are let through; the time is said."""

    code = "identity.too_many_tries"


class WordNotGood(Refused):
    """What a provider said is not there any more: confirmed, or ten minutes old."""

    code = "identity.word_not_good"


class PasswordNotRight(Refused):
    """The password is not the person's, or the address is nobody's: the answer is the same."""

    code = "identity.password_not_right"


class AddressNotTaken(Refused):
    """No promise of the policy lets such an address of a person in."""

    code = "identity.address_not_taken"


class NotProven(Refused):
    """The person has not shown lately who they are, as well as the policy asks for this."""

    code = "identity.not_proven"
