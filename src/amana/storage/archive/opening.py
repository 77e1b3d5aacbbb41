"""Opening a backup: its parts found, their lists trusted, every file whole."""

import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from amana.storage.archive.copying import Tell
from amana.storage.archive.errors import NoBackup, NoRootKey
from amana.storage.archive.folders import ROOT_KEY
from amana.storage.archive.manifest import NAME, Manifest, Part, read_manifest
from amana.storage.archive.streams import check
from amana.storage.keys.root import FileRootKey, RootKey
from amana.storage.secret_files import write_secret

_LONGEST_KEY: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One part of a backup, checked."""

    folder: Path
    manifest: Manifest


def open_backup(
    folders: Iterable[Path], root_key: RootKey, *, parts: frozenset[Part], tell: Tell
) -> Mapping[Part, Held]:
    """Return the parts that lie in these folders, of which only ``parts`` are wanted.

    A folder is a part, or holds parts by their names. Every byte is read: ``Damaged`` names the
    file that is not what was written. Parts may be of different backups; of each there is one.
    """
    found: dict[Part, Held] = {}
    for folder in _part_folders(folders):
        manifest = read_manifest(folder, root_key=root_key)
        if manifest.part not in parts:
            continue
        if manifest.part in found:
            raise NoBackup(folder=str(folder))
        found[manifest.part] = Held(folder=folder, manifest=manifest)
    for held in found.values():
        for written in held.manifest.everything:
            tell(written.path, written.size)
            check(held.folder, written)
    return found


def bring_root_key(folders: Iterable[Path], path: Path) -> None:
    """Put the root key in place, if it is not there and the backup holds it; else ``NoRootKey``.

    Before it counts, the part's list must prove to be made under it.
    """
    if path.exists():
        return
    for folder in _part_folders(folders):
        try:
            with gzip.open(folder / ROOT_KEY) as file:
                data = file.read(_LONGEST_KEY)
        except (OSError, EOFError, zlib.error):
            # Not there, or not whole: cut off, or of another form.
            continue
        candidate = path.with_name(f".{path.name}.candidate")
        write_secret(candidate, data.decode("utf-8", "replace"))
        try:
            read_manifest(folder, root_key=FileRootKey(candidate))
            candidate.rename(path)
        finally:
            candidate.unlink(missing_ok=True)
        return
    raise NoRootKey(file=str(path))


def _part_folders(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the folders of parts; a folder without any raises ``NoBackup``."""
    for folder in folders:
        inner = [folder / part.value for part in Part if (folder / part.value / NAME).is_file()]
        if not inner and not (folder / NAME).is_file():
            raise NoBackup(folder=str(folder))
        yield from inner or [folder]
