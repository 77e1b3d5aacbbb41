"""What lies beside the databases: secrets, published ledgers, journals of erasures.

Published files and journals only grow, and what is in place is never older than the backup's
copy of it unless it was lost: so a restore never replaces them by an older state.
"""

import re
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Final

from amana.domain.ledger.checkpoint import read_unverified
from amana.domain.ledger.errors import MissingFile
from amana.domain.ledger.tile import (
    CHECKPOINT_PATH,
    TILE_WIDTH,
    BundleName,
    TileName,
    first_leaves,
    new_names,
)
from amana.domain.ledger.tree import HASH_BYTES
from amana.storage.archive.errors import Damaged
from amana.storage.archive.streams import BLOCK, Unpacked, Written, plain_blocks, writing
from amana.storage.durable import put_whole, sync_folder
from amana.storage.secret_files import read_secrets, strings, write_secret, write_secrets

JOURNALS: Final = "erasures"
_LEDGERS: Final = "published"
_SECRETS: Final = "secrets"
_ROOT_KEY: Final = "root.key"
ROOT_KEY: Final = f"{_SECRETS}/{_ROOT_KEY}.gz"
"""Where the root key lies in its part, if it was asked for."""
_NAME: Final = re.compile(r"[a-z0-9][A-Za-z0-9_-]*(?:\.[a-z0-9]+)*", re.ASCII)
_PASSWORDS: Final = "database.json"
"""Of the login roles: a restore makes others."""
_LARGEST_FILE: Final = 32 << 20
"""Of a published file: 256 leaves of 65,537 bytes each take less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where an installation keeps what is in no database."""

    secrets: Path
    root_key: Path
    published: Path
    """The public ledgers, a folder a service."""
    erasures: Path
    """The journals of erasures, a file a service."""


def secrets_out(places: Places, folder: Path, *, root_key: bool) -> tuple[Written, ...]:
    """Copy the files of secrets below the folder; the root key only where that is asked for."""
    named = {
        path.name: path
        for path in _files(places.secrets)
        if path.resolve() != places.root_key.resolve() and path.name != _PASSWORDS
    }
    if root_key:
        named[_ROOT_KEY] = places.root_key
    return tuple(
        _copied(path, folder, f"{_SECRETS}/{name}.gz") for name, path in sorted(named.items())
    )


def same_secrets(places: Places, folder: Path, files: tuple[Written, ...]) -> bool:
    """Tell whether the files of secrets are still what was copied."""
    copied = {name: data for name, data in secrets_of(files, folder).items() if name != _ROOT_KEY}
    return copied == {
        path.name: path.read_bytes()
        for path in _files(places.secrets)
        if path.resolve() != places.root_key.resolve() and path.name != _PASSWORDS
    }


def emptied(folder: Path) -> Path:
    """Take out of a part's folder what an earlier try left there."""
    for inner in folder.iterdir():
        if inner.is_dir():
            shutil.rmtree(inner)
        else:
            inner.unlink()
    return folder


def secrets_of(files: tuple[Written, ...], folder: Path) -> dict[str, bytes]:
    """Return the secrets of a backup by the names of their files."""
    return {
        Path(each.path).stem: b"".join(plain_blocks(folder, each))
        for each in files
        if each.path.startswith(f"{_SECRETS}/")
    }


def secrets_in(places: Places, secrets: Mapping[str, bytes]) -> None:
    """Put back each file of secrets that is not in place, and each name that such a file lacks.

    What is in place is newer and wins: it may lack the keys of epochs that were destroyed since,
    and those come back with the rows that they open, until the next epoch.
    """
    for name, data in secrets.items():
        path = places.root_key if name == _ROOT_KEY else places.secrets / name
        if not path.exists():
            write_secret(path, data.decode("utf-8"))
        elif path.suffix == ".json":
            write_secrets(path, {**strings(data.decode("utf-8"), path), **read_secrets(path)})


def journals_out(places: Places, folder: Path) -> tuple[Written, ...]:
    """Copy the journals of erasures up to their last whole line."""
    return tuple(
        _copied(path, folder, f"{JOURNALS}/{path.name}.gz", whole_lines=True)
        for path in _files(places.erasures)
    )


def journals_in(places: Places, folder: Path, files: tuple[Written, ...]) -> tuple[str, ...]:
    """Put back each journal that is not in place; return their names."""
    back = []
    for each in files:
        name = Path(each.path).stem
        if each.path.startswith(f"{JOURNALS}/") and not (places.erasures / name).exists():
            places.erasures.mkdir(mode=0o700, parents=True, exist_ok=True)
            put_whole(places.erasures / name, b"".join(plain_blocks(folder, each)))
            back.append(name)
    return tuple(back)


def ledgers_out(places: Places, folder: Path) -> tuple[Written, ...]:
    """Pack each published ledger as it stands: all files that its checkpoint calls for."""
    if not places.published.is_dir():
        return ()
    return tuple(
        _packed(each, folder)
        for each in sorted(places.published.iterdir())
        if (each / CHECKPOINT_PATH).is_file()
    )


def ledgers_in(places: Places, folder: Path, files: tuple[Written, ...]) -> tuple[str, ...]:
    """Unpack each published ledger that is not in place; return the names of their services."""
    back = []
    for each in files:
        service = Path(each.path).name.removesuffix(".tar.gz")
        target = places.published / service
        if each.path.startswith(f"{_LEDGERS}/") and not (target / CHECKPOINT_PATH).exists():
            _unpacked(folder, each, target)
            back.append(service)
    return tuple(back)


def _files(folder: Path) -> list[Path]:
    """Return the plain files of a folder that are whole, by name."""
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if _NAME.fullmatch(path.name) and path.is_file() and not path.is_symlink()
    )


def _copied(source: Path, folder: Path, path: str, *, whole_lines: bool = False) -> Written:
    with writing(folder, path) as target, source.open("rb") as file:
        rest = b""
        while block := file.read(BLOCK):
            whole, _, rest = (rest + block).rpartition(b"\n") if whole_lines else (block, b"", b"")
            target.plain.write(whole + b"\n" if whole_lines and whole else whole)
    return target.written


def _packed(published: Path, folder: Path) -> Written:
    """Write one ledger as a tar archive; its checkpoint was read first and comes last."""
    checkpoint = (published / CHECKPOINT_PATH).read_bytes()
    size = read_unverified(checkpoint).size
    with (
        writing(folder, f"{_LEDGERS}/{published.name}.tar.gz") as target,
        tarfile.open(mode="w|", fileobj=target.plain) as archive,
    ):
        for name, data in _members(published, size):
            _add(archive, name, data)
        _add(archive, CHECKPOINT_PATH, checkpoint)
    return target.written


def _members(published: Path, size: int) -> Iterator[tuple[str, bytes]]:
    """Yield what a ledger of this size consists of, and the other files beside its checkpoint."""
    for path in _files(published):
        if path.name != CHECKPOINT_PATH:
            yield path.name, path.read_bytes()
    for name in new_names(0, size):
        yield name.path, _tile(published, name)


def _tile(published: Path, name: TileName | BundleName) -> bytes:
    """Read a tile or bundle; a partial one may have grown full, and be gone, in the meantime."""
    for each in (name, replace(name, width=TILE_WIDTH)):
        try:
            data = (published / each.path).read_bytes()
        except FileNotFoundError:
            continue
        if isinstance(name, TileName):
            return data[: name.width * HASH_BYTES]
        return first_leaves(data, name)
    raise MissingFile(path=name.path)


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), 0o644
    archive.addfile(entry, BytesIO(data))


def _unpacked(folder: Path, written: Written, target: Path) -> None:
    """Unpack one ledger beside its place, and move it there when it is whole."""
    making = target.with_name(f".{target.name}.fresh")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o755, parents=True)
    try:
        with tarfile.open(mode="r|", fileobj=Unpacked(folder, written)) as archive:
            for entry in archive:
                _put_member(archive, entry, making, written)
    except tarfile.TarError as error:
        raise Damaged(file=written.path) from error
    shutil.rmtree(target, ignore_errors=True)
    making.rename(target)
    sync_folder(target.parent)


def _put_member(
    archive: tarfile.TarFile, entry: tarfile.TarInfo, making: Path, written: Written
) -> None:
    """Write one file of the archive; a name that leads out of its folder is refused."""
    plain = archive.extractfile(entry) if entry.isreg() else None
    steps = Path(entry.name).parts
    strange = entry.size > _LARGEST_FILE or not all(_NAME.fullmatch(step) for step in steps)
    if plain is None or strange:
        raise Damaged(file=written.path)
    path = making / entry.name
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    put_whole(path, plain.read(), mode=0o644)
