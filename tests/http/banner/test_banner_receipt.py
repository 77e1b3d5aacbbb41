"""The receipt of a choice in the banner: shown there, kept as a file, and given to nobody else."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import Page

from amana.acts.choices.choosing import Choosing
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.doors.persons import PersonsDoor
from amana.domain.choice.circumstances import Means, Place
from amana.domain.choice.receipt_check import check_receipt
from amana.domain.choice.word import Word
from amana.domain.ledger.note import parse_key
from amana.domain.ledger.succession import KeyChain
from amana.storage.ledger import Sequencer, check_signature

if TYPE_CHECKING:
    from tests.http.banner.conftest import House

VISITOR = "r" * 22
WORDS = {
    "ar": {
        "choose": "أختار واحدًا واحدًا",
        "save": "احفظ اختياري",
        "show": "أرني الإيصال",
        "soon": "يجهز الإيصال بعد الاختيار بثانية تقريبًا",
        "file": "احفظ الإيصال ملفًّا",
        "yes": "وافقت على",
        "no": "رفضت: الإعلانات",
    },
    "en": {
        "choose": "Choose one by one",
        "save": "Save my choice",
        "show": "Show the receipt",
        "soon": "The receipt is ready about a second after the choice",
        "file": "Save the receipt as a file",
        "yes": "You agreed to",
        "no": "You refused: advertising",
    },
}


@pytest.fixture
def publish(house: "House", tmp_path: Path) -> Callable[[], KeyChain]:
    """Return what brings the ledger up to date, and gives its key."""
    sequencer = Sequencer(house.storage, folder=tmp_path, origin_of="log.example/{}".format)

    def published() -> KeyChain:
        sequencer.catch_up(house.service)
        key = (sequencer.public_folder(house.service).path / "key").read_text(encoding="utf-8")
        return KeyChain(keys=(parse_key(key.strip()),))

    return published


@pytest.mark.promise("M13", "K9", "K17")
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_receipt_is_shown_and_can_be_kept(
    page: Page,
    house: "House",
    publish: Callable[[], KeyChain],
    faults_in_page: list[str],
    language: str,
) -> None:
    """What was agreed to and what was refused, each with a file that anybody can check."""
    words = WORDS[language]
    house.page(language)
    page.goto(house.site.url)
    page.get_by_role("button", name=words["choose"], exact=True).click()
    page.get_by_role("switch").first.check()
    page.get_by_role("button", name=words["save"], exact=True).click()
    show = page.get_by_role("button", name=words["show"], exact=True)
    show.click()
    page.get_by_text(words["soon"]).wait_for()
    faults_in_page.clear()
    keys = publish()
    show.click()
    files = page.get_by_role("link", name=words["file"])
    files.last.wait_for()
    assert page.get_by_text(words["yes"]).is_visible()
    assert page.get_by_text(words["no"]).is_visible()
    sound = []
    for number in range(files.count()):
        with page.expect_download() as saved:
            files.nth(number).click()
        kept = Path(saved.value.path()).read_bytes()
        sound.append(check_receipt(kept, keys=keys, check=check_signature).sound)
    assert sound == [True, True]


def _asked(house: "House", entry: object, visitor: str = VISITOR) -> httpx.Response:
    return httpx.post(
        f"{house.amana}/{house.service}/banner/receipt",
        json={"visitor": visitor, "entry": str(entry)},
        headers={"origin": house.site.url},
    )


def test_a_receipt_is_given_to_the_browser_that_chose_alone(
    house: "House", publish: Callable[[], KeyChain]
) -> None:
    """Another browser's number gets nothing, nor does this one of the account it was joined to."""
    body: dict[str, Any] = {"visitor": VISITOR, "agreed": {}, "refused": ["ads"]}
    answer = httpx.post(
        f"{house.amana}/{house.service}/banner/choice",
        json={**body, "means": "chosen", "language": "ar"},
        headers={"origin": house.site.url},
    )
    (own,) = answer.json()["entries"]
    account = Choosing(
        person="c-1",
        word=Word.WITHDRAW,
        purposes=frozenset({"ads"}),
        language="ar",
        channel=Place.PRIVACY_CENTRE,
        means=Means.SWITCH,
    )
    others = ChoicesDoor(house.storage).choose(house.service, account).entry
    PersonsDoor(house.storage).join_visitor(
        house.service, visitor=f"visitor:{VISITOR}", person="c-1"
    )
    publish()
    assert _asked(house, own).status_code == 200
    assert _asked(house, own, "x" * 22).json()["code"] == "choice.no_receipt"
    assert _asked(house, others).json()["code"] == "choice.no_receipt"
