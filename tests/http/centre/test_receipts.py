"""Each word in a person's history leads to its receipt: a page to read, and a file to check."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.cli.app import run
from amana.cli.exits import Exit
from amana.storage.ledger import Sequencer

if TYPE_CHECKING:
    from uuid import UUID

    from tests.http.centre.conftest import Home


def _chosen(home: "Home", sequencer: Sequencer | None = None) -> "UUID":
    """Switch the newsletter on, bring the ledger up to date, and return the entry."""
    browser = home.enter()
    home.send(browser, "choices", about="newsletter", on="yes", seen="1")
    if sequencer is None:
        home.sequence()
    else:
        sequencer.catch_up(home.service)
    return next(it.entry for it in home.me.history(home.visitor).acts if it.act == "choose")


@pytest.mark.promise("C6")
@pytest.mark.parametrize(
    ("language", "said", "shown", "means"),
    [
        ("ar", "وافقت", "النشرة البريدية", "مفتاح اختيار"),
        ("en", "You consented", "the newsletter", "a switch"),
    ],
)
def test_a_receipt_says_what_was_shown_when_and_how(
    home: "Home", language: str, said: str, shown: str, means: str
) -> None:
    """In the reader's language; the history leads there."""
    entry = _chosen(home)
    browser = home.enter()
    assert f"/{home.service}/me/receipt" in home.page(browser, "history").text
    fields = {"form_token": home.token(browser), "entry": str(entry)}
    path = f"/{home.service}/me/receipt"
    answer = browser.post(path, params={"lang": language}, data=fields)
    assert answer.status_code == 200
    for words in (said, shown, means, str(entry), "<time "):
        assert words in answer.text
    assert "<blockquote>" in answer.text


@pytest.mark.promise("C6")
def test_the_file_is_the_signed_receipt(home: "Home", tmp_path: Path) -> None:
    """It is true by the key of the ledger alone; changed by a word it is not."""
    sequencer = Sequencer(
        home.storage, folder=tmp_path, origin_of=lambda name: f"privacy.example/{name}"
    )
    entry = _chosen(home, sequencer)
    answer = home.send(home.enter(), "receipt/file", entry=str(entry))
    assert answer.headers["content-type"] == "application/ld+json"
    assert "attachment" in answer.headers["content-disposition"]
    assert json.loads(answer.text)["@type"] == "dpv:ConsentReceipt"
    file, key = tmp_path / "receipt.jsonld", (tmp_path / home.service / "key").read_text().strip()
    file.write_bytes(answer.content)
    assert run(["verify", "--receipt", str(file), "--key", key]) == Exit.OK
    file.write_bytes(answer.content.replace(b"dpv:ConsentGiven", b"dpv:ConsentRefused"))
    assert run(["verify", "--receipt", str(file), "--key", key]) == Exit.FAILED


def test_an_answer_to_the_policy_has_a_receipt_too(home: "Home") -> None:
    """Accepting and declining; a look at the data has none."""
    browser = home.enter()
    home.send(browser, "policy", version="1", accepts="yes")
    home.page(browser, "held")
    home.sequence()
    acts = home.me.history(home.visitor).acts
    accepted = next(it.entry for it in acts if it.act == "accept")
    listed = next(it.entry for it in acts if it.act == "list-records")
    assert "You accepted the policy" in home.send(browser, "receipt", entry=str(accepted)).text
    assert home.send(browser, "receipt", entry=str(listed)).status_code == 403


def test_nobody_gets_anothers_receipt(home: "Home") -> None:
    """Neither as a page nor as a file, signed in as somebody else or not at all."""
    entry = str(_chosen(home))
    other, stranger = home.enter("customer-8"), home.browse()
    for part in ("receipt", "receipt/file"):
        assert home.send(other, part, entry=entry).status_code == 403
        sent = stranger.post(f"/{home.service}/me/{part}", data={"entry": entry})
        assert sent.status_code == 401
