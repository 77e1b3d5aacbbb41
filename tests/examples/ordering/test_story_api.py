"""One long story of the ordering app, through its pages and Amana's API, row by row."""

import re

import httpx
import pytest
from counted import note_states
from telling import CARD_IN_WORDS, Story, permitted, refused, states
from town import Town

from amana.acts.letters.taking import LetterKind

KEPT_FOR_ONE = "أُرسلت إلى"


def sent(page: str) -> int:
    """Read to how many an issue went."""
    found = re.search(rf"{KEPT_FOR_ONE} (\d+)", page)
    assert found is not None
    return int(found[1])


@pytest.mark.promise("C1")
def test_each_piece_of_data_came_at_its_occasion(zuwwada: Town, story: Story) -> None:
    """Registration, order, form and survey in one person's copy; visit and activity by others."""
    held = zuwwada.amana.records.of(zuwwada.id_of(story.basim))
    seen = {
        (record.type, field.now.occasion, field.now.origin)
        for record in held
        for field in record.fields.values()
        if field.now is not None
    }
    assert {
        ("profile", "registration", "person"),
        ("order", "order", "person"),
        ("fetching", "order", "person"),
        ("question", "form", "person"),
        ("survey", "survey", "person"),
    } <= seen
    states_now = states(story)
    assert (states_now["C1"], states_now["C1-other"]) == ("kept", "kept")


@pytest.mark.promise("C1")
def test_of_a_card_the_last_four_digits_are_kept_wherever_it_came_in(
    zuwwada: Town, story: Story
) -> None:
    """In its own field, and in the middle of a note."""
    held = list(zuwwada.amana.records.of(zuwwada.id_of(story.layla)))
    values = [str(it.now.value) for r in held for it in r.fields.values() if it.now is not None]
    assert any(value.endswith(story.layla.card[-4:]) for value in values)
    assert not any(story.layla.card in value.replace(" ", "") for value in values)
    (note,) = [value for value in values if value.startswith("لا بصل")]
    assert note != CARD_IN_WORDS
    assert "1111" in note
    assert "411111" not in re.sub(r"\D", "", note)
    assert story.layla.card not in story.receipt.text
    assert story.layla.card[-4:] in story.receipt.text
    assert states(story)["C1-card"] == "kept"


@pytest.mark.promise("C2")
def test_phone_and_connection_are_noted_by_themselves_and_apart(
    zuwwada: Town, story: Story
) -> None:
    """A record of its own, of automatic origin, that serves the running of the app alone."""
    person = zuwwada.id_of(story.layla)
    (noted, *_) = [it for it in zuwwada.amana.records.of(person) if it.type == "phone_in_use"]
    model, connection = noted.fields["model"].now, noted.fields["connection"].now
    assert model is not None
    assert connection is not None
    assert (model.origin, model.value) == (
        "automatic",
        story.layla.agent.split("(")[1].split(")")[0],
    )
    assert connection.value == story.layla.connection
    assert noted.expires_at is not None
    for purpose in ("account", "orders", "support"):
        assert not zuwwada.amana.use(person, ["device"], purpose=purpose).permitted
    assert {states(story)[name] for name in ("C2", "C2-use")} == {"kept"}


@pytest.mark.promise("C3")
def test_staff_see_whose_an_order_is_with_a_reason_and_the_person_sees_that(
    zuwwada: Town, story: Story
) -> None:
    """Without a reason nothing is shown; the reason stands in the history of whose it is."""
    assert story.unreasoned.status == 422
    assert story.looked.status == 200
    reasons = {
        act.staff_reason
        for each in (story.layla, story.basim, story.nadia)
        for act in zuwwada.amana.history(zuwwada.id_of(each))
    }
    assert "شكوى عن طلب بارد" in reasons
    assert states(story)["C3"] == "kept"


@pytest.mark.promise("C4")
def test_feedback_is_read_without_names(zuwwada: Town, story: Story) -> None:
    """The page shows what was written, and no name or address of who wrote it."""
    page = zuwwada.at_desk("feedback").text
    assert "هل عندكم أطباق بلا قمح؟" in page
    assert story.basim.email not in page
    assert story.basim.name not in page
    assert states(story)["C4"] == "kept"


@pytest.mark.promise("C5")
def test_an_address_for_an_answer_gets_the_answer_and_no_news(zuwwada: Town, story: Story) -> None:
    """The answer came; news to the same address are refused, by C5 among others."""
    assert "ورق العنب" in story.answer.text
    (asker,) = zuwwada.amana.persons.find("email", story.answer.to)
    answer = zuwwada.amana.message(asker, ["email"], purpose="newsletter", channel="email")
    assert not answer.permitted
    assert "C5" in {name for each in answer.refused_by for name in each.promises}
    assert refused(story.offered) == 3
    assert {states(story)[name] for name in ("C5", "C5-message")} == {"kept"}


@pytest.mark.promise("C6")
def test_the_list_is_joined_by_a_second_step_and_leaves_a_receipt(
    zuwwada: Town, story: Story
) -> None:
    """Nobody got news before the link was followed; the consent has a receipt."""
    assert (sent(story.list_before.text), sent(story.list_after.text)) == (0, 2)
    person = zuwwada.id_of(story.layla)
    lines = zuwwada.amana.agreeing.history(person).lines
    given = next(it for it in lines if it.purpose == "newsletter" and it.state == "consented")
    assert given.entry is not None
    assert b"newsletter" in zuwwada.amana.agreeing.receipt(person, given.entry)
    assert {states(story)[name] for name in ("C6", "C6-collect")} == {"kept"}


@pytest.mark.promise("C7")
def test_the_list_is_left_by_one_click_and_by_writing_in(zuwwada: Town, story: Story) -> None:
    """Each letter has the link in its foot and the header; both ends hold at once."""
    assert story.issue.stop is not None
    assert story.issue.stop in story.issue.text or "/stop" in story.issue.text
    assert sent(story.list_without_layla.text) == 1
    assert story.wrote is LetterKind.STOPPED
    assert sent(story.list_without_both.text) == 0
    for each in (story.layla, story.basim):
        chosen = zuwwada.amana.choices(zuwwada.id_of(each))
        assert "newsletter" not in chosen.consented or "newsletter" in chosen.objected
    looked = story.looks["mailbox"].looked
    assert looked is not None
    assert not looked.faults
    assert looked.kept == {"C7"}
    assert (states(story)["C7"], story.report["C7"].level) == ("kept", "observed")


@pytest.mark.promise("C8")
def test_nothing_that_people_gave_lies_open(zuwwada: Town, story: Story) -> None:
    """Amana's files were searched, tampering shows, and the app's own files hold no value."""
    for probe in ("raw-files", "tamper"):
        looked = story.looks[probe].looked
        assert looked is not None
        assert not looked.broken
    given = [
        text.encode()
        for each in (story.layla, story.basim, story.nadia)
        for text in (each.name, each.email, each.phone, each.password, each.card, each.words)
    ]
    own = [path.read_bytes() for path in zuwwada.run.data.iterdir() if path.is_file()]
    assert len(own) >= 4
    assert not any(value in content for value in given for content in own)
    assert (states(story)["C8"], story.report["C8"].level) == ("kept", "attested")


@pytest.mark.promise("C9")
def test_in_the_clear_the_app_speaks_with_this_machine_alone(zuwwada: Town, story: Story) -> None:
    """Under another name it answers nothing; over TLS the look agreed upon it, and found HSTS."""
    answer = httpx.get(zuwwada.url, headers={"Host": "zuwwada.example"})
    assert (answer.status_code, answer.text) == (403, "HTTPS only")
    assert story.handshake.kept == {"C9"}
    assert (states(story)["C9"], story.report["C9"].level) == ("kept", "observed")


@pytest.mark.promise("C10")
def test_nobody_is_sold(zuwwada: Town, story: Story) -> None:
    """The desk's button is refused for everybody, by C10."""
    assert (permitted(story.sold), refused(story.sold)) == (0, 3)
    assert "C10" in story.sold.text
    person = zuwwada.id_of(story.layla)
    for nature in ("sell", "trade", "rent"):
        answer = zuwwada.amana.disclose(
            person, ["name"], purpose="partner_offers", recipient="advertiser", nature=nature
        )
        assert not answer.permitted
    assert states(story)["C10"] == "kept"


@pytest.mark.promise("C11")
def test_partners_get_orders_of_all_but_who_objected(zuwwada: Town, story: Story) -> None:
    """Two of three persons are shared with three partners; the third objected."""
    assert (permitted(story.partners), refused(story.partners)) == (6, 3)
    answer = zuwwada.amana.disclose(
        zuwwada.id_of(story.basim),
        ["name", "order_booking"],
        purpose="partner_offers",
        recipient="restaurants",
    )
    assert not answer.permitted
    assert {states(story)[name] for name in ("C11", "C11-choice")} == {"kept"}


@pytest.mark.promise("C12")
def test_whoever_runs_the_business_gets_what_its_work_needs(zuwwada: Town, story: Story) -> None:
    """Another field or another purpose is refused, and so is what the other company gets."""
    person = zuwwada.id_of(story.layla)

    def may(data: list[str], purpose: str, recipient: str) -> bool:
        return zuwwada.amana.disclose(person, data, purpose=purpose, recipient=recipient).permitted

    assert may(["name", "phone", "order_booking"], "orders", "operator")
    assert not may(["email"], "orders", "operator")
    assert not may(["name"], "partner_offers", "operator")
    assert may(["name", "feedback"], "surveys", "surveyor")
    assert not may(["phone"], "surveys", "surveyor")
    assert {states(story)[name] for name in ("C12", "C12-surveys")} == {"kept"}


@pytest.mark.promise("C13")
def test_links_to_others_are_marked_and_listed(zuwwada: Town, story: Story) -> None:
    """A crawl of the public pages looked; one page lists them all."""
    looked = story.looks["outside-links"].looked
    assert looked is not None
    assert looked.seen["outside"] == 2
    listed = re.findall(
        r'href="(https://[^"]+)" rel="external', httpx.get(f"{zuwwada.url}/elsewhere").text
    )
    assert len(listed) == 2
    assert states(story)["C13"] == "kept"


@pytest.mark.promise("C14")
def test_a_change_is_dated_and_mailed_to_each_account(zuwwada: Town, story: Story) -> None:
    """A letter each, a bar on the app's pages, and the date in the notice."""
    assert len(story.told_of_change) == 2
    assert "تغيّرت سياسة الخصوصية" in story.after_change.text
    assert zuwwada.amana.policy().version == 2
    assert states(story)["C14"] == "kept"


def _met(town: Town, person: str) -> list[str]:
    """Return how somebody met the versions, the latest first."""
    lines = town.office("/v1/choices/history", {"person": person})["lines"]
    return [str(it["how"]) for it in lines if it["happened"] == "accepted"]


@pytest.mark.promise("C15")
def test_going_on_is_acceptance_and_declining_is_not(zuwwada: Town, story: Story) -> None:
    """Who went on accepted by that; who declined orders nothing, before and after the change."""
    assert story.went_on.status == 200
    assert (story.declined.status, story.declined_after_change.status) == (403, 403)
    assert _met(zuwwada, zuwwada.id_of(story.layla)) == ["continued_use", "explicit"]
    assert _met(zuwwada, zuwwada.id_of(story.nadia)) == ["declined", "explicit"]
    assert states(story)["C15"] == "kept"


@pytest.mark.promise("C16")
def test_the_support_address_is_on_each_page_and_letter(zuwwada: Town, story: Story) -> None:
    """On the app's pages, in the notice, and under every letter that came."""
    notice = httpx.get(f"{zuwwada.run.amana_url}/ordering/privacy", params={"lang": "ar"}).text
    letters = zuwwada.letters(story.layla.email)
    assert len(letters) >= 4
    for text in (story.receipt.text, notice, *(it.text for it in letters)):
        assert "support@zuwwada.example" in text
    assert states(story)["C16"] == "kept"


@pytest.mark.promise("C17")
def test_the_notice_says_what_it_covers_and_when_it_changed(zuwwada: Town, story: Story) -> None:
    """And the app's page of the policy says so too."""
    page = httpx.get(f"{zuwwada.url}/policy").text
    assert "تشمل التطبيق وكل ما نقدمه فيه" in page
    assert states(story)["C17"] == "kept"


def test_the_report_shows_nothing_broken_and_nothing_unproven(
    story: Story, request: pytest.FixtureRequest
) -> None:
    """Every promise is kept, due or stated."""
    assert not {"broken", "unproven"} & {*states(story).values()}
    note_states(request.node, "ordering", story.report.values())


def test_no_link_in_a_letter_leads_where_a_stranger_says(zuwwada: Town) -> None:
    """Whoever asks under another host's name gets no page, and nobody a letter."""
    other = httpx.get(f"{zuwwada.url}/list", headers={"host": "elsewhere.example"})
    assert other.status_code == 403
    assert httpx.get(f"{zuwwada.url}/list").status_code == 200
