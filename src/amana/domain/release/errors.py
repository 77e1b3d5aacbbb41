"""Why a release cannot be proposed, approved or used so.

Malformed
└── ReleaseUnfit    a part of it names nothing, or is out of bounds
Refused
├── BeyondTheAsk    it would give more than was asked for
├── NothingPermits  no promise permits a release of this on this ground
├── SamePerson      whoever proposed it cannot approve it
└── NotProposed     it does not wait for a second person
"""

from amana.domain.errors import Malformed, Refused


class ReleaseUnfit(Malformed):
    """A part of the release names nothing, or is out of bounds; ``part`` says which."""

    code = "releases.unfit"


class BeyondTheAsk(Refused):
    """The release would give data that nobody asked for; ``data`` names the categories."""

    code = "releases.beyond_the_ask"


class NothingPermits(Refused):
    """No promise permits to release any of this to that recipient, for that, on that ground."""

    code = "releases.nothing_permits"


class SamePerson(Refused):
    """Whoever proposed a release cannot be its second person."""

    code = "releases.same_person"


class NotProposed(Refused):
    """The release waits for nobody: it was approved, refused or withdrawn."""

    code = "releases.not_proposed"
