"""Why a choice of the cookie banner cannot be taken."""

from amana.domain.errors import Malformed, Refused


class ForeignSite(Refused):
    """What was sent does not come from a page of the service itself."""

    code = "banner.foreign_site"


class WordsChanged(Refused):
    """The words that were shown are not those of the policy in force. Field: ``version``."""

    code = "banner.words_changed"


class BothAnswers(Malformed):
    """A purpose is agreed to and refused at once. Field: ``purpose``."""

    code = "banner.both_answers"


class NotOffered(Malformed):
    """The banner asks about no such purpose. Field: ``known``."""

    code = "banner.not_offered"
