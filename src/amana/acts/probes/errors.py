"""Why a probe could not look. That says nothing of a promise, neither for nor against it."""

from enum import StrEnum

from amana.domain.errors import Refused


class Unseen(StrEnum):
    """What stood in the way of a look."""

    NO_PROMISE = "no_promise"
    """No promise of the policy in force asks for this look."""
    NO_ADDRESS = "no_address"
    """The settings declare no address of the service."""
    LOOPBACK = "loopback"
    """The service is served in the clear on this machine alone: nothing travels."""
    UNREACHABLE = "unreachable"
    """Nobody answers at the address, or too slowly."""
    PRIVATE = "private"
    """The address leads into a private network, where probes do not go."""
    FOREIGN = "foreign"
    """The database is not our own: its files lie elsewhere."""
    UNREADABLE = "unreadable"
    """A file could not be read, so that the look would not be whole."""
    TOO_MUCH = "too_much"
    """There is more than a look takes."""
    BLIND = "blind"
    """What must be there was not found: that nothing else was found says nothing."""
    NOTHING_PLANTED = "nothing_planted"
    """No planted value is known for what the promises are about."""
    NO_RECORDS = "no_records"
    """Amana keeps no records of the service, or not of what the promises are about."""
    NOT_SEQUENCED = "not_sequenced"
    """The ledger has taken no entry of the service yet."""
    NO_READS = "no_reads"
    """No member of staff has read anything yet."""
    OWN_DATABASE = "own_database"
    """What names the organisation's own database cannot be read, or is of another one."""
    NO_SOURCES = "no_sources"
    """No source is approved, or nobody was erased yet: there is nothing to look for anywhere."""
    ROBOTS = "robots"
    """The site's ``robots.txt`` keeps its first page from everybody, or cannot be had."""
    NO_MAILBOX = "no_mailbox"
    """The settings name no mailbox of made-up subscribers."""
    NO_LETTERS = "no_letters"
    """No letter that the promises are about came into it."""
    PLANTED_FILE = "planted_file"
    """The file of planted values cannot be read."""


class CannotLook(Refused):
    """The probe cannot see what it is to look at, for the ``reason`` named."""

    code = "probe.cannot_look"

    def __init__(self, reason: Unseen) -> None:
        """Name the reason."""
        super().__init__(reason=reason.value)
        self.reason = reason


class NoSuchProbe(Refused):
    """There is no probe of this name; the ``known`` ones are listed."""

    code = "probe.none"
