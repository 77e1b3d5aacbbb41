"""What is wrong with letters that come in."""

from amana.domain.errors import Malformed


class BadLetter(Malformed):
    """A letter is beyond the bounds within which letters are read; ``what`` names which."""

    code = "mail.bad_letter"
