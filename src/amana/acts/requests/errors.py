"""Why a request cannot be taken, moved or extended as somebody asked."""

from amana.domain.errors import Broken, Malformed, Refused


class NotAGuardian(Refused):
    """Whoever asks is not known as a guardian of whom it is about."""

    code = "requests.not_a_guardian"


class WrongMeans(Refused):
    """The policy names other means of proving identity before a request is carried out."""

    code = "requests.wrong_means"


class FeeNotAllowed(Refused):
    """A law that counts for this request lets no fee be taken for it."""

    code = "requests.fee_not_allowed"


class CannotExtend(Refused):
    """No law that counts lets this term be extended, or a promise is stricter, or it was done."""

    code = "requests.cannot_extend"


class TooLateToExtend(Refused):
    """An extension is told before the first term is over."""

    code = "requests.too_late_to_extend"


class RequestOfNobody(Refused):
    """Nobody was found whose request it is, or they were erased: nothing can be carried out."""

    code = "requests.of_nobody"


class FetchedByThemselves(Refused):
    """A copy is fetched by whom it is about, at the privacy centre, after proof of identity."""

    code = "requests.fetched_by_themselves"


class UnusableAbout(Malformed):
    """What was said is too long, or holds nothing to read."""

    code = "requests.about"


class UnknownChoice(Malformed):
    """Nothing was chosen of a list, or what is none of it: it is guessed for nobody."""

    code = "requests.choice"


class RequestMissing(Malformed):
    """The command needs the id of a request."""

    code = "requests.missing"


class ReasonMissing(Malformed):
    """The reason is none for this: a refusal and an extension have reasons of their own."""

    code = "requests.reason"


class NoSuchCalendar(Malformed):
    """A day is corrected in a country whose calendar is known, by its two letters."""

    code = "requests.no_calendar"


class LinkNotGood(Refused):
    """The link of a letter is none of ours, is past, or was used already."""

    code = "requests.link_not_good"


class HeldInService(Refused):
    """What is to be erased in ``source`` is under a legal hold, and a service cannot be told so."""

    code = "requests.held_in_service"


class TakenOver(Broken):
    """Another job took over parts of a pass before its source committed; nothing was changed."""

    code = "requests.taken_over"


class NotedTooLong(Malformed):
    """What is noted in one request is longer than ``most`` bytes in all."""

    code = "requests.noted_too_long"


class CategoriesMissing(Refused):
    """An erasure in part does not say which categories of data it is about."""

    code = "requests.categories_missing"


class SecondMemberNeeded(Refused):
    """Who noted how the person proved who they are does not approve the erasure, too."""

    code = "requests.second_member_needed"


class NotRestricted(Refused):
    """The request restricts nothing in our own records, or what it restricted is lifted."""

    code = "requests.not_restricted"


class NotMarkedYet(Refused):
    """A restriction is lifted once every source has put its marks, or was given up."""

    code = "requests.not_marked_yet"


class NotToldYet(Refused):
    """A restriction is lifted after the person was told, not before (GDPR Art. 18(3))."""

    code = "requests.not_told_yet"
