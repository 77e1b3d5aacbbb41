"""Why a breach cannot be noted, or a step of it taken."""

from amana.domain.errors import Malformed, Refused


class TimesOutOfOrder(Malformed):
    """``earlier`` is said to be after ``later``: it cannot have been."""

    code = "breaches.times_out_of_order"


class TimeTooEarly(Malformed):
    """``part`` lies before ``first``: that far back nobody can mean."""

    code = "breaches.time_too_early"


class FactsUnfit(Malformed):
    """The facts lack ``part``, or it is not what it has to be."""

    code = "breaches.facts_unfit"


class AlreadyClosed(Refused):
    """The breach was closed: nothing is added to it any more."""

    code = "breaches.closed"


class NoNoticeApproved(Refused):
    """Nobody has approved the words in which people are told."""

    code = "breaches.no_notice"


class ContentMissing(Refused):
    """A law demands that the notice says ``content``, and the facts do not tell it."""

    code = "breaches.content_missing"


class StillRunning(Refused):
    """Who must be told was not told yet: without a reason it cannot be closed."""

    code = "breaches.still_running"


class NobodyFound(Refused):
    """Nobody was found to be affected: there is nobody to tell."""

    code = "breaches.nobody_found"


class NotConcerned(Refused):
    """The law ``law`` has no clock for an authority in this breach."""

    code = "breaches.not_concerned"
