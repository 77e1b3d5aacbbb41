"""The root key in AWS KMS, against a server that speaks its protocol; and in the environment."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import boto3  # type: ignore[import-untyped]  # it has no types
import pytest
from moto.server import ThreadedMotoServer

from amana.acts.act import OPERATOR
from amana.acts.turn_keys import replace_root_key
from amana.assembly.root_key import root_key_of
from amana.domain.ledger.entry import Entry
from amana.settings import Settings, WrongSetting, load
from amana.storage import EmbeddedServer, FileRootKey, GivenRootKey, ServerAddress, Storage
from amana.storage.errors import (
    CannotUnwrap,
    KmsFailed,
    RootKeyMissing,
    SecretsUnsafe,
    WrongRootKey,
)
from amana.storage.keys import KmsRootKey, Purpose, kms_client
from amana.storage.secret_files import read_secrets, write_secrets


@pytest.fixture(scope="module")
def kms_address() -> Iterator[str]:
    """Run a server that speaks KMS's protocol."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def aws(kms_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Say where KMS is, as AWS's own tools are told."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", kms_address)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "me-south-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "tests")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "tests")


@pytest.fixture
def key() -> str:
    """Make a key in KMS and return its ARN."""
    return str(boto3.client("kms").create_key()["KeyMetadata"]["Arn"])


@pytest.fixture(scope="module")
def kms_database(place: Path) -> Iterator[ServerAddress]:
    """Run a server of these tests' own."""
    with EmbeddedServer(place / "kms-server", durable=False) as address:
        yield address


def _root(key: str, folder: Path) -> KmsRootKey:
    folder.mkdir(parents=True, exist_ok=True)
    return KmsRootKey(key, seed=folder / "root-kms.json", client=kms_client())


def test_kms_opens_what_it_wrapped_and_nothing_else(key: str, tmp_path: Path) -> None:
    """Another binding, a changed byte and another form are refused alike."""
    root = _root(key, tmp_path)
    wrapped = root.wrap(b"k" * 32, bound=b"here")
    assert root.unwrap(wrapped, bound=b"here") == b"k" * 32
    assert b"k" * 8 not in wrapped
    for what, where in (
        (wrapped, b"there"),
        (wrapped[:-1] + bytes([wrapped[-1] ^ 1]), b"here"),
        (b"", b"here"),
        (GivenRootKey(bytes(32)).wrap(b"k" * 32, bound=b"here"), b"here"),
    ):
        with pytest.raises((CannotUnwrap, KmsFailed)):
            root.unwrap(what, bound=where)
    assert repr(root) == "KmsRootKey()"


def test_the_seed_is_made_once_and_lies_wrapped(key: str, tmp_path: Path) -> None:
    """Derived keys are the same for ever, also after the KMS key is replaced by another."""
    root = _root(key, tmp_path)
    with pytest.raises(RootKeyMissing):
        root.derive(Purpose.RATE, service="")
    root.make()
    made = root.derive(Purpose.RATE, service="")
    root.make()
    other = str(boto3.client("kms").create_key()["KeyMetadata"]["Arn"])
    turned = _root(other, tmp_path)
    turned.replace()
    turned.drop_older()
    boto3.client("kms").disable_key(KeyId=key.rpartition("/")[2])
    assert _root(other, tmp_path).derive(Purpose.RATE, service="") == made
    assert len({made, turned.derive(Purpose.PERSON, service="shop")}) == 2
    write_secrets(tmp_path / "root-kms.json", {"seed": "?"})
    with pytest.raises(SecretsUnsafe):
        _root(other, tmp_path).derive(Purpose.RATE, service="")


def test_what_kms_refuses_is_told_by_its_code(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that is not there, a server that does not answer, and settings that say too little."""
    with pytest.raises(KmsFailed) as caught:
        _root(f"{key}x", tmp_path).wrap(b"k" * 32, bound=b"here")
    assert caught.value.fields == {"reason": "NotFoundException"}
    monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", "http://127.0.0.1:9")
    with pytest.raises(KmsFailed) as caught:
        _root(key, tmp_path).wrap(b"k" * 32, bound=b"here")
    assert caught.value.fields == {"reason": "EndpointConnectionError"}
    monkeypatch.delenv("AWS_ENDPOINT_URL_KMS")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    with pytest.raises(KmsFailed) as caught:
        kms_client()
    assert caught.value.fields == {"reason": "NoRegionError"}


@pytest.mark.promise("C8", "A13")
def test_a_database_works_with_a_root_key_in_kms(
    key: str, kms_database: ServerAddress, tmp_path: Path
) -> None:
    """It seals and opens, another KMS key takes over, and a key of another place is refused."""
    address = replace(kms_database, database="by_kms")

    def opened(name: str) -> Storage:
        return Storage(address, root_key=_root(name, tmp_path), secrets=tmp_path)

    first = opened(key)
    first.set_up()
    first.create_service("shop")
    with first.work("shop") as work:
        work.commit(Entry(act="use", body={"of": "sara"}, person="sara"))
    before = read_secrets(tmp_path / "keyring-shop.json")
    first.close()
    other = str(boto3.client("kms").create_key()["KeyMetadata"]["Arn"])
    second = opened(other)
    assert replace_root_key(second, OPERATOR, lambda _: None) == 1
    boto3.client("kms").disable_key(KeyId=key.rpartition("/")[2])
    assert read_secrets(tmp_path / "keyring-shop.json") != before
    second.close()
    third = opened(other)
    third.set_up()
    with third.reading("shop") as view:
        assert [dict(act.body) for act in view.people.acts("sara")] == [{"of": "sara"}]
    third.close()
    wrong = Storage(address, root_key=GivenRootKey(bytes(32)), secrets=tmp_path)
    with pytest.raises(WrongRootKey):
        wrong.set_up()
    wrong.close()


def test_the_settings_say_where_the_root_key_lies(key: str, tmp_path: Path) -> None:
    """In KMS, in the settings or in a file: only one of them, and never shown."""
    held = base64.b64encode(bytes(range(32))).decode()
    (tmp_path / "amana.toml").write_text(f'root_key = "{held}"\n', encoding="utf-8")
    (tmp_path / "amana.toml").chmod(0o600)
    settings = load(folder=tmp_path)
    assert isinstance(root_key_of(settings), GivenRootKey)
    assert held not in repr(settings)
    assert isinstance(root_key_of(Settings(root_key_kms=key)), KmsRootKey)
    assert isinstance(root_key_of(Settings(data=tmp_path)), FileRootKey)
    with pytest.raises(WrongSetting):
        root_key_of(replace(settings, root_key_kms=key))
    (tmp_path / "amana.toml").write_text('root_key = "AAAA"\n', encoding="utf-8")
    with pytest.raises(WrongSetting) as caught:
        load(folder=tmp_path)
    assert "AAAA" not in str(caught.value)
