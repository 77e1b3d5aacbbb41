"""A new sharing as a person meets it: the letter, the wait, and their no, in a real browser."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from example import RunningExample, running_example
from phone import Hand
from services_app.people import MadeUp

from amana.cli.showing.changing import publish_change
from amana.sdk import Amana

WAIT = 120.0
INSURER = "شركة التأمين «أمان الدار»"
WAITS = "لا تُشارك هذه البيانات الآن"
SAID_NO = "فلن تُشارك هذه البيانات"

pytestmark = pytest.mark.browser


@pytest.fixture
def shown(tmp_path: Path, fresh_database: Callable[[], str | None]) -> Iterator[RunningExample]:
    """Run the app with a mailbox and a worker: its policy changes, which no other test expects."""
    with running_example("services_app", tmp_path, fresh_database()) as run:
        yield run


@pytest.mark.promise("W18")
def test_a_new_sharing_is_told_waits_and_leaves_out_who_says_no(
    shown: RunningExample, hand: Hand, someone: MadeUp
) -> None:
    """The letter leads to a page that takes the no; afterwards the centre says so too."""
    phone = hand(shown.app_url)
    phone.sign_up(someone)
    phone.own_data(someone.password)
    number = phone.number()
    assert INSURER not in phone.centre(shown.amana_url, "announced")
    publish_change(shown.amana.storage, who="نورة")
    letters = shown.mailbox
    assert letters.wait_for(
        lambda it: it.to == someone.email and INSURER in it.subject, at_most_s=WAIT
    )
    text = next(it.text for it in letters.latest() if INSURER in it.subject)
    (link,) = re.findall(r"(http\S+/sharing/[\w-]+)", text)
    said = phone.main(link)
    assert INSURER in said
    assert WAITS in said
    assert all(word in said for word in ("الاسم", "البريد"))
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="لا، لا تشاركوا بياناتي").click()
    assert SAID_NO in phone.main(link)
    phone.open(f"{shown.amana_url}/services-app/me/announced?lang=ar")
    panel = phone.page.locator("main section", has_text=INSURER).inner_text()
    assert SAID_NO in panel
    assert WAITS not in panel
    with Amana(shown.amana_url, shown.key) as amana:
        answer = amana.disclose(number, ["name"], purpose="other_sharing", recipient="insurer")
    assert not answer.permitted
