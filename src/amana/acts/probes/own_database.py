"""A database of the organisation's own, named by two files in the data folder.

``grants/<service>.yaml`` is the map of its tables, ``grants/<service>.url`` its address, of mode
0600. The login need not be able to change anything: reading the catalogue is enough.
"""

from pathlib import Path
from typing import Final

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import OwnDatabase
from amana.domain.errors import AmanaError
from amana.storage.address import ServerAddress
from amana.storage.secret_files import read_secret

_LONGEST_MAP: Final = 1_000_000


def own_database(folder: Path, service: str) -> OwnDatabase | None:
    """Return the database of the service; ``None`` where no file names one.

    Raises ``CannotLook`` where only one of the files is there, or one cannot be read.
    """
    map_, url = folder / f"{service}.yaml", folder / f"{service}.url"
    if not (map_.exists() or url.exists()):
        return None
    try:
        address = ServerAddress.parse(read_secret(url))
        with map_.open("rb") as file:
            text = file.read(_LONGEST_MAP).decode("utf-8")
    except (AmanaError, OSError, ValueError) as error:
        raise CannotLook(Unseen.OWN_DATABASE) from error
    return OwnDatabase(address=address, map=text)
