"""The ways into folders and services, and what opens them."""

import json
from pathlib import Path

import pytest

from amana.acts.http_source.source import HttpSource
from amana.acts.sources.ways import folder_way, service_way
from amana.assembly.sources import KINDS
from amana.domain.source.parse import parse
from amana.domain.source.registry import SourceKind
from amana.sources.errors import UrlUnfit

SECRET = "whsec_" + "A" * 43 + "="
MAP = """\
amana: 1
service: shop
source: shop
tables:
  user: {erase: delete, person: {email: email}, columns: {name: {is: name}}}
"""


def test_a_folder_and_a_service_open_as_sources(tmp_path: Path) -> None:
    """Each by one text of JSON."""
    (tmp_path / "user.csv").write_bytes("email,name\na@x.example,سعيد\n".encode("cp1256"))
    way = json.dumps({"path": str(tmp_path), "encoding": "cp1256"})
    files = KINDS[SourceKind.FILES](way, parse(MAP))
    assert list(files.structure().tables) == ["user"]
    asked = json.dumps({"url": "https://club.example/amana", "secret": SECRET})
    assert isinstance(KINDS[SourceKind.HTTP](asked, parse(MAP)), HttpSource)
    assert KINDS[SourceKind.HTTP](asked, parse(MAP)).structure().tables == {}


@pytest.mark.parametrize(
    "text",
    [
        "/srv/club",
        "[]",
        '{"path": "club"}',
        '{"path": "/a\\u0000b"}',
        '{"path": "/a", "path": "/b"}',
        '{"path": "/a", "encoding": "no such"}',
        '{"path": "/a", "more": 1}',
        '{"encoding": "utf-8"}',
        '{"path": 7}',
    ],
)
def test_a_way_that_is_no_folders_is_refused(text: str) -> None:
    """Nothing of it is guessed."""
    with pytest.raises(UrlUnfit):
        folder_way(text)


@pytest.mark.parametrize(
    "said",
    [
        {"url": "http://club.example/", "secret": SECRET},
        {"url": "https://club.example/", "secret": "short"},
        {"url": "https://club.example/", "secret": SECRET, "private": "yes"},
        {"url": "https://club.example/"},
    ],
)
def test_a_way_that_is_no_services_is_refused(said: dict[str, object]) -> None:
    """Plain HTTP, a weak secret, and a word that is no yes or no."""
    with pytest.raises(UrlUnfit) as unfit:
        service_way(json.dumps(said))
    assert unfit.value.fields == {}
