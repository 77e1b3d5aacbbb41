"""Files of secrets: shut, whole, and refused when they are not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.storage import FileRootKey, GivenRootKey
from amana.storage.errors import RootKeyMissing, SecretsUnsafe, UnknownService
from amana.storage.keys import Purpose, SigningKeys
from amana.storage.secret_files import read_secrets, write_secrets


def test_secrets_are_written_shut_and_read_back(tmp_path: Path) -> None:
    """The file has mode 0600, its folder 0700, and nothing is left beside it."""
    path = tmp_path / "secrets" / "some.json"
    write_secrets(path, {"a": "1"})
    write_secrets(path, {"a": "2", "b": "ب"})
    assert read_secrets(path) == {"a": "2", "b": "ب"}
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_an_absent_file_has_no_secrets(tmp_path: Path) -> None:
    """That is no error: the file comes with the first secret."""
    assert read_secrets(tmp_path / "none.json") == {}


def _link(path: Path) -> None:
    path.rename(path.with_suffix(".real"))
    path.symlink_to(path.with_suffix(".real"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.chmod(0o640),
        lambda path: path.write_text("[1]"),
        lambda path: path.write_text('{"a": 1}'),
        lambda path: path.write_text("{"),
        _link,
    ],
    ids=["open", "list", "number", "cut", "link"],
)
def test_a_file_that_is_not_safe_is_refused(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    """Others can read it, it holds something else, or it is a link."""
    path = tmp_path / "some.json"
    write_secrets(path, {"a": "1"})
    spoil(path)
    with pytest.raises(SecretsUnsafe):
        read_secrets(path)


def test_a_root_key_is_made_once_and_kept(tmp_path: Path) -> None:
    """The same file gives the same keys, another file others."""
    path = tmp_path / "root.key"
    made = [FileRootKey(each) for each in (path, path, tmp_path / "other.key")]
    with pytest.raises(RootKeyMissing):
        made[0].derive(Purpose.BODY, service="shop")
    for key in (made[0], made[2]):
        key.make()
        key.make()
    keys = [
        key.derive(Purpose.BODY, service="shop") for key in (made[0], FileRootKey(path), made[2])
    ]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize("held", [{"root": "AA=="}, {"root": "not base64"}, {"other": "x"}])
def test_a_spoilt_root_key_is_refused(tmp_path: Path, held: dict[str, str]) -> None:
    """It is never replaced: what it sealed would be lost."""
    write_secrets(tmp_path / "root.key", held)
    with pytest.raises(SecretsUnsafe):
        FileRootKey(tmp_path / "root.key")


def test_a_root_key_has_256_bits() -> None:
    """A shorter one is not stretched."""
    with pytest.raises(ValueError, match="32 bytes"):
        GivenRootKey(b"short")


def test_a_signing_key_is_made_once_for_each_service(tmp_path: Path) -> None:
    """The ledger's name hangs on it."""
    keys = SigningKeys(tmp_path / "ledger.json")
    keys.make("a")
    seed = keys.seed("a")
    keys.make("a")
    keys.make("b")
    assert keys.seed("a") == seed != keys.seed("b")
    with pytest.raises(UnknownService):
        keys.seed("c")
