"""What can go wrong with the words themselves: always a fault of ours, never the reader's."""

from amana.domain.errors import Broken


class NoSuchWords(Broken):
    """A key that a page or a command asks for stands in no catalogue of the language."""

    code = "wording.no_such_words"


class WrongFields(Broken):
    """The words name a field that they were not given."""

    code = "wording.wrong_fields"


class BadCatalogue(Broken):
    """A catalogue file cannot be used: a key twice, words missing, or wrong plural forms."""

    code = "wording.bad_catalogue"
