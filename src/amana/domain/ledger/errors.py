"""What the ledger refuses: bytes that are not exactly what the format says.

Every field is the name of a part of the format, never its content.
"""

from amana.domain.errors import Malformed, Refused


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


class ForgedCheckpoint(Malformed):
    """A checkpoint does not carry a signature of the trusted key, or carries a false one."""

    code = "ledger.signature"


class BrokenKeyChain(Malformed):
    """Published keys do not follow one another, or not from the trusted one. ``part`` names why."""

    code = "ledger.key_chain"


class MalformedReceipt(Malformed):
    """A person's own entry is not what ``spec/ledger.md`` says. ``part`` names the wrong part."""

    code = "ledger.receipt"


class MissingFile(Malformed):
    """A public file that the checkpoint calls for is not there. ``path`` names it."""

    code = "ledger.missing"


class NoLedger(Refused):
    """There is no ledger in the place where one was to be checked."""

    code = "ledger.absent"
