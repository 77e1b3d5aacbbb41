"""What the ledger refuses: bytes that are not exactly what the format says.

Every field is the name of a part of the format, never its content.
"""

from amana.domain.errors import Malformed


class MalformedEntry(Malformed):
    """An act's evidence cannot be encoded. ``part`` names the part that is wrong."""

    code = "ledger.entry"


class MalformedLeaf(Malformed):
    """Bytes are not a leaf of the ledger. ``part`` names the part that is wrong."""

    code = "ledger.leaf"


class MalformedTile(Malformed):
    """A tile or an entry bundle has the wrong shape. ``path`` names the public file."""

    code = "ledger.tile"


class MalformedCheckpoint(Malformed):
    """A checkpoint is not a signed note of a tree. ``part`` names the part that is wrong."""

    code = "ledger.checkpoint"


class MalformedKey(Malformed):
    """A verifier key is not ``name+hash+base64``. ``part`` names the part that is wrong."""

    code = "ledger.key"
