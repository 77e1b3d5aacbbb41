"""Why something that a person asks in the privacy centre cannot be done as they asked it."""

from amana.domain.errors import Refused


class NoSuchSwitch(Refused):
    """There is no choice about this: the service or the law needs it, or nothing is promised."""

    code = "me.no_such_switch"


class WordsChanged(Refused):
    """The policy changed since the page was shown: nobody agrees to words that they did not see."""

    code = "me.words_changed"


class NoAddressToConfirm(Refused):
    """The policy promises to have this consent confirmed by a letter, and there is no address."""

    code = "me.no_address_to_confirm"


class ClosingNotConfirmed(Refused):
    """Closing an account cannot be taken back, and the box that says so was not ticked."""

    code = "me.closing_not_confirmed"


class NotOwnEntry(Refused):
    """No act about this person stands under this entry."""

    code = "me.no_such_entry"
