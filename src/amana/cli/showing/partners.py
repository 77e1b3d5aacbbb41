"""The recipients of a demonstration that fetch what they were granted with keys of their own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.domain.key_scope import KeyScope
from amana.storage.database import Storage
from amana.storage.secret_files import write_secret

PARTNERS: Final[Mapping[str, tuple[str, ...]]] = {"services_app": ("courier",)}
"""By example: the recipients whose part somebody plays. Each key is ``RECIPIENT.key``."""


def give_partners_their_keys(storage: Storage, example: str, service: str, folder: Path) -> None:
    """Make each a key in the app's data folder, unless one lies there already."""
    for recipient in PARTNERS.get(example, ()):
        path = folder / f"{recipient}.key"
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _give(storage, service, recipient, path)


def _give(storage: Storage, service: str, recipient: str, path: Path) -> None:
    new = NewKey(label=recipient, scope=KeyScope(recipient=recipient), lasts=None)
    with storage.work(service) as work:
        make_api_key(Act(actor=OPERATOR, work=work), new, keep=lambda key: write_secret(path, key))
