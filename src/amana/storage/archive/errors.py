"""What backing up and restoring raise. Fields name files, parts and counts: never a value."""

from amana.domain.errors import Broken, Malformed, Refused


class NoBackup(Refused):
    """In this folder there is no backup, or not all that this needs of one."""

    code = "archive.no_backup"


class Damaged(Malformed):
    """A file of the backup is missing, or is not the one that was written."""

    code = "archive.damaged"


class NotOurs(Malformed):
    """The backup's list of files was not made under this root key, or was changed."""

    code = "archive.not_ours"


class FromLater(Refused):
    """The backup was made by a later release, or of tables that this one does not know."""

    code = "archive.from_later"


class Unfit(Broken):
    """The tables that the backup's migrations make are not those that it was made of."""

    code = "archive.unfit"


class Occupied(Refused):
    """There is something in the place already."""

    code = "archive.occupied"


class StillRunning(Refused):
    """Programs are connected to the database that is to be replaced."""

    code = "archive.still_running"


class NoRootKey(Refused):
    """There is no root key, and without it nothing of a backup can be opened or trusted."""

    code = "archive.no_root_key"


class NothingToReplay(Refused):
    """There is no record here of the erasures made since the backup."""

    code = "archive.nothing_to_replay"


class NoTiles(Refused):
    """The published ledger is not here, and the database's log had begun."""

    code = "archive.no_tiles"


class NoRoom(Broken):
    """The backup cannot be written: no room, or no right to."""

    code = "archive.no_room"
