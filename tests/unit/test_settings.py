"""The settings: read once, from one file and the environment, and strictly."""

from pathlib import Path

import pytest

from amana.settings import (
    Secret,
    UnknownSetting,
    WrongSetting,
    debugging,
    environment_of_child,
    language_of_terminal,
    load,
)


def test_everything_has_a_default_that_is_safe(tmp_path: Path) -> None:
    """Nothing set: the loopback address, and the embedded database."""
    settings = load({}, folder=tmp_path)
    assert settings.host == "127.0.0.1"
    assert settings.database_url is None
    assert settings.public_url is None


def test_an_option_beats_a_variable_and_a_variable_beats_the_file(tmp_path: Path) -> None:
    """The nearest word counts; an option that was not given chooses nothing."""
    (tmp_path / "amana.toml").write_text('port = 1\nhost = "::1"\n', encoding="utf-8")
    settings = load({"AMANA_PORT": "2"}, folder=tmp_path, host=None)
    assert (settings.port, settings.host) == (2, "::1")
    assert load({"AMANA_PORT": "2"}, folder=tmp_path, port=3).port == 3


@pytest.mark.parametrize("text", ["prot = 1", 'data = "x"\nnobody = true'])
def test_an_unknown_key_of_the_file_stops_the_start(tmp_path: Path, text: str) -> None:
    """A slip of the pen is not passed over."""
    (tmp_path / "amana.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UnknownSetting):
        load({}, folder=tmp_path)


def test_an_unknown_variable_stops_the_start_but_those_of_clients_do_not(tmp_path: Path) -> None:
    """An application beside Amana has its own variables."""
    with pytest.raises(UnknownSetting):
        load({"AMANA_PROT": "1"}, folder=tmp_path)
    load(
        {"AMANA_KEY_FILE": "key", "AMANA_URL": "http://127.0.0.1", "PATH": "/bin"}, folder=tmp_path
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AMANA_PORT", "65536"),
        ("AMANA_PORT", "-1"),
        ("AMANA_PORT", "٨٠"),
        ("AMANA_HOST", ""),
        ("AMANA_HOST", "a\nb"),
        ("AMANA_DATA", ""),
        ("AMANA_PUBLIC_URL", "privacy.example.org"),
        ("AMANA_PUBLIC_URL", "ftp://privacy.example.org"),
        ("AMANA_PUBLIC_URL", "https://privacy.example.org/below"),
        ("AMANA_PUBLIC_URL", "http://privacy.example.org"),
        ("AMANA_PUBLIC_URL", "https://privacy.example.org:99999"),
        ("AMANA_PUBLIC_URL", "https://user@privacy.example.org"),
        ("AMANA_PUBLIC_URL", "https://privacy.example.org?a=b"),
        ("AMANA_SECURITY_CONTACT", "security@example.org"),
        ("AMANA_SECURITY_CONTACT", "http://example.org/report"),
        ("AMANA_SECURITY_CONTACT", "mailto:"),
        ("AMANA_ADDRESSES", "shop"),
        ("AMANA_ADDRESSES", "shop=ftp://shop.example.org"),
        ("AMANA_ADDRESSES", "shop=https://shop.example.org/below"),
        ("AMANA_TRUSTED_PROXIES", "proxy.example.org"),
        ("AMANA_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("AMANA_TRUSTED_PROXIES", "0.0.0.0/0"),
        ("AMANA_TRUSTED_PROXIES", "::/0"),
        ("AMANA_TRUSTED_PROXIES", " ".join(["10.0.0.1"] * 65)),
        ("AMANA_DATABASE_URL", "mysql://root@localhost/amana"),
    ],
)
def test_a_wrong_value_stops_the_start_and_is_not_repeated(
    tmp_path: Path, name: str, value: str
) -> None:
    """The error names the setting, not what stood in it."""
    with pytest.raises(WrongSetting) as refused:
        load({name: value}, folder=tmp_path)
    assert value not in refused.value.fields.values() or not value


def test_proxies_are_trusted_by_name_and_none_by_default(tmp_path: Path) -> None:
    """Addresses and networks, in a variable or as a list in the file."""
    assert load({}, folder=tmp_path).trusted_proxies == ()
    given = load({"AMANA_TRUSTED_PROXIES": "10.0.0.2, fd00::/8"}, folder=tmp_path)
    assert [str(each) for each in given.trusted_proxies] == ["10.0.0.2/32", "fd00::/8"]
    (tmp_path / "amana.toml").write_text('trusted_proxies = ["10.0.0.2", "fd00::/8"]', "utf-8")
    assert load({}, folder=tmp_path).trusted_proxies == given.trusted_proxies
    (tmp_path / "amana.toml").write_text("trusted_proxies = 5", "utf-8")
    with pytest.raises(WrongSetting):
        load({}, folder=tmp_path)


def test_a_service_has_its_own_addresses(tmp_path: Path) -> None:
    """In a variable, or as a table in the file; a port of the scheme's own is not repeated."""
    given = load(
        {"AMANA_ADDRESSES": "shop=https://a.example:443,https://b.example"}, folder=tmp_path
    )
    assert given.addresses == {"shop": ("https://a.example", "https://b.example")}
    text = '[addresses]\nshop = ["https://a.example", "https://b.example"]\n'
    (tmp_path / "amana.toml").write_text(text, "utf-8")
    assert load({}, folder=tmp_path).addresses == given.addresses
    (tmp_path / "amana.toml").write_text('[addresses]\nshop = "https://a.example"\n', "utf-8")
    with pytest.raises(WrongSetting):
        load({}, folder=tmp_path)


def test_a_file_that_is_no_toml_stops_the_start(tmp_path: Path) -> None:
    """Half a file is no file."""
    (tmp_path / "amana.toml").write_text("port = ", encoding="utf-8")
    with pytest.raises(WrongSetting):
        load({}, folder=tmp_path)


def test_a_secret_does_not_show_itself(tmp_path: Path) -> None:
    """The database's password stands in no text form of the settings."""
    url = "postgresql://amana:hunter2@localhost/amana"
    settings = load({"AMANA_DATABASE_URL": url}, folder=tmp_path)
    assert settings.database_url is not None
    assert settings.database_url.reveal() == url
    assert "hunter2" not in f"{settings!r} {settings.database_url} {Secret('hunter2')!r}"


def test_the_terminal_speaks_its_own_language() -> None:
    """Arabic where the locale is; the more special variable counts first."""
    assert language_of_terminal({"LANG": "ar_QA.UTF-8"}) == "ar"
    assert language_of_terminal({"LANG": "ar_QA.UTF-8", "LC_ALL": "en_GB.UTF-8"}) == "en"
    assert language_of_terminal({}) == "en"


def test_tracebacks_are_shown_only_when_asked_for() -> None:
    """They may hold what a message never would."""
    assert debugging({"AMANA_DEBUG": "1"})
    assert not debugging({"AMANA_DEBUG": "yes"})


def test_a_child_gets_no_settings_of_amana(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor the address of the database, which may hold a password."""
    monkeypatch.setenv("AMANA_DATABASE_URL", "postgresql://amana:hunter2@localhost/amana")
    child = environment_of_child(AMANA_KEY_FILE="key")
    assert "AMANA_DATABASE_URL" not in child
    assert child["AMANA_KEY_FILE"] == "key"
