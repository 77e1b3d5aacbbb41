"""Why a document can't be read: each says what is wrong with the file as it came in."""

from amana.domain.errors import Malformed


class NothingToRead(Malformed):
    """The file is empty, or holds nothing but white space."""

    code = "reading.empty"


class TooLarge(Malformed):
    """The file is larger than what is read; ``limit`` is in megabytes."""

    code = "reading.too_large"


class TooLong(Malformed):
    """The document has more text than any policy; ``pages`` of 2,000 characters are the bound."""

    code = "reading.too_long"


class QuestionUnusable(Malformed):
    """A question is blank, or longer than ``limit`` characters."""

    code = "reading.question"


class NotText(Malformed):
    """The file is of no format that is read; ``looks`` names what it looks like."""

    code = "reading.not_text"


class TooDeep(Malformed):
    """The page's elements stand in one another deeper than any page's do."""

    code = "reading.too_deep"


class TooManyAttributes(Malformed):
    """The page's tags carry more attributes than any page's do."""

    code = "reading.too_many_attributes"


class Damaged(Malformed):
    """The file says that it is of a format, but can't be read as such; ``format`` names it."""

    code = "reading.damaged"


class Endless(Malformed):
    """Reading the file takes more time or memory than any policy's; ``seconds`` is the bound."""

    code = "reading.endless"


class Locked(Malformed):
    """The file opens with a password only; ``format`` names what it is."""

    code = "reading.locked"


class Scanned(Malformed):
    """The pages are pictures; ``format`` names what holds them."""

    code = "reading.scanned"


class Undecodable(Malformed):
    """The bytes are no text in an encoding that is known; ``offset`` is the first bad one."""

    code = "reading.undecodable"


class Unwritable(Malformed):
    """What was read can't be written there: the folder is missing, full or closed to us."""

    code = "reading.unwritable"


class Unreadable(Malformed):
    """The file can't be opened: it is not there, is a folder, or may not be read."""

    code = "reading.unreadable"


class NotItems(Malformed):
    """What was typed for a promise is no list of items with values; ``kind`` is its kind."""

    code = "reading.not_items"
