"""The courier of a demonstration: it fetches what it was granted with a key of its own."""

from pathlib import Path
from typing import Final

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.domain.key_scope import KeyScope
from amana.storage.database import Storage
from amana.storage.secret_files import write_secret

_COURIER: Final = "courier"
_FILE: Final = "courier.key"
"""Where the app looks for the key."""


def give_courier_its_key(storage: Storage, service: str, folder: Path) -> None:
    """Make the courier a key, unless one lies in the app's data folder already."""
    path = folder / _FILE
    if path.exists():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = NewKey(label=_COURIER, scope=KeyScope(recipient=_COURIER), lasts=None)
    with storage.work(service) as work:
        make_api_key(Act(actor=OPERATOR, work=work), new, keep=lambda key: write_secret(path, key))
