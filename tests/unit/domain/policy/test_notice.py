"""The notice says every promise, under headings that a reader looks for, and nothing more."""

from datetime import date

from amana.domain.policy.model import Policy
from amana.domain.policy.notice import notice
from amana.domain.policy.parse import parse
from amana.domain.policy.proposal import Role
from amana.domain.words import Language


def test_the_notice_is_ordered_for_a_reader(policy: Policy) -> None:
    """First what is collected, then what for, then the limits, and at the end the contact."""
    headings = [it.text for it in notice(policy, "en") if it.role is Role.HEADING]
    assert headings == [
        "Privacy notice",
        "What we collect",
        "What we use it for",
        "Limits that we set ourselves",
        "How to reach us",
    ]


def test_the_notice_speaks_arabic(policy: Policy) -> None:
    """Every heading and sentence is Arabic; only names and addresses may be Latin."""
    blocks = notice(policy, "ar", changed_on=date(2026, 11, 22))
    assert blocks[0].text == "إشعار الخصوصية"
    assert any(block.text == "آخر تعديل: 22 نوفمبر 2026." for block in blocks)
    latin = [block.text for block in blocks if block.text.isascii()]
    assert not latin


def test_a_date_is_written_out(policy: Policy) -> None:
    """No reader has to guess which number is the month."""
    blocks = notice(policy, "en", changed_on=date(2026, 3, 2))
    assert blocks[2].text == "Last changed on 2 March 2026."


def test_each_promise_carries_its_id(policy: Policy) -> None:
    """The page can show the proof beside the sentence."""
    made = {block.promises: block.text for block in notice(policy, "en") if block.promises}
    assert set(made) == {("M1",), ("M2",), ("M10",)}
    assert made["M10",].startswith("We never sell")


def test_several_promises_under_a_heading_are_a_list(text: str, texts: dict[Language, str]) -> None:
    """One stands as a sentence; more are introduced and listed."""
    more = parse(f"{text}  M11: {{use: loyalty, for: newsletter}}\n", texts=texts)
    blocks = notice(more, "en")
    roles = {block.promises: block.role for block in blocks if block.promises}
    assert roles["M2",] is Role.ITEM
    assert roles["M11",] is Role.ITEM
    assert roles["M1",] is Role.SENTENCE


def test_recipients_and_their_safeguards_are_told(text: str, texts: dict[Language, str]) -> None:
    """Who receives data is bound by something, and can be reached."""
    shared = text.replace("country: QA", 'country: QA, contact: "help@courier.example"')
    policy = parse(f"{shared}  M3: {{share: email, to: courier, for: orders}}\n", texts=texts)
    said = [block.text for block in notice(policy, "en")]
    assert "The courier: a written contract; to be reached at help@courier.example." in said


def test_recipients_whom_nothing_binds_are_not_said_to_be_bound(
    text: str, texts: dict[Language, str]
) -> None:
    """Without a safeguard or an address there is nothing to tell about them."""
    bare = text.replace(", safeguards: [contract]", "").replace("    country: QA, ", "")
    loose = bare.replace("safeguards: [contract]", "country: QA")
    policy = parse(f"{loose}  M3: {{share: email, to: courier, for: orders}}\n", texts=texts)
    said = [block.text for block in notice(policy, "en")]
    assert "Whom we share it with" in said
    assert not [line for line in said if line.startswith("This is what binds")]


def test_a_contact_promise_stands_with_the_contact(text: str, texts: dict[Language, str]) -> None:
    """The controller's own details follow it under the same heading."""
    policy = parse(f"{text}  C16: {{contact: email}}\n", texts=texts)
    said = [block.text for block in notice(policy, "en")]
    assert said.count("How to reach us") == 1
    assert said[-1] == "E-mail: privacy@example.org"
