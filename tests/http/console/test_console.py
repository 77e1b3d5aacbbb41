"""The console's whole way, over the real database: from a document to a published policy."""

import re
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.attest import attest
from amana.acts.policy_desk import NewAttestation
from amana.acts.team.first_owner import first_owner_link
from amana.domain.words import Language
from amana.reading import read
from amana.storage import Storage

TokenOf = Callable[[str], str]
YEAR = timedelta(days=365)


def test_a_link_signs_in_once(real_site: str, storage: Storage, service: str) -> None:
    """Opening the link uses nothing up; the button does, and only once."""
    link = first_owner_link(storage, service=service, name="Layla", email="layla@dar.example")
    with httpx.Client(base_url=real_site, headers={"origin": real_site}) as browser:
        for _ in range(2):
            assert browser.get("/console/sign-in", params={"token": link}).status_code == 200
        first = browser.post("/console/sign-in", data={"token": link})
        second = browser.post("/console/sign-in", data={"token": link})
    cookie = first.headers["set-cookie"].lower()
    assert first.status_code == 303
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert second.status_code == 403


def test_signing_out_ends_the_session(desk: httpx.Client, form_token: TokenOf) -> None:
    """Who has the old cookie is a stranger."""
    page = desk.get("/console")
    held = dict(desk.cookies)
    desk.post("/console/sign-out", data={"form_token": form_token(page.text)})
    assert desk.get("/console", headers={"cookie": f"amana={held['amana']}"}).status_code == 401


def test_a_form_of_another_site_changes_nothing(
    desk: httpx.Client, service: str, form_token: TokenOf
) -> None:
    """Neither a foreign origin nor a missing token is taken."""
    where = f"/console/{service}/policy"
    token = form_token(desk.get(where).text)
    foreign = desk.post(where, data={"form_token": token}, headers={"origin": "https://x.example"})
    named = desk.post(where, data={"form_token": token}, headers={"sec-fetch-site": "cross-site"})
    missing = desk.post(where, data={"text": "a"})
    assert [foreign.status_code, named.status_code, missing.status_code] == [403, 403, 403]


def test_another_service_is_not_theirs(desk: httpx.Client, storage: Storage) -> None:
    """A session opens only the services that its link named."""
    storage.create_service("somebody-elses")
    assert desk.get("/console/somebody-elses/policy").status_code == 403


TWICE = (
    "نجمع اسمك ورقم هاتفك.\n\nنشارك بريدك مع المعلنين.\n\nلا نبيع بياناتك الشخصية.\n\n"
    "We collect your name.\n\nWe never sell your personal data.\n"
)


def test_all_that_are_sure_are_confirmed_at_once_and_the_rest_stay_open(
    desk: httpx.Client, service: str, form_token: TokenOf
) -> None:
    """Only those that wait and are sure enough; a threshold below half is refused."""
    where = f"/console/{service}/readings"
    token = form_token(desk.get(where).text)
    text = "We never sell your personal data. We collect your e-mail to create your account."
    chances = [each.confidence for each in read(text.encode()).proposals]
    percent = round(100 * sum(chances) / len(chances))
    assert min(chances) * 100 < percent <= max(chances) * 100
    reading = desk.post(where, data={"form_token": token, "text": text}).headers["location"]
    reading = reading.partition("?")[0]
    low = desk.post(f"{reading}/sure", data={"form_token": token, "percent": "10"})
    assert low.status_code in (400, 422)
    sure = desk.post(f"{reading}/sure?lang=en", data={"form_token": token, "percent": str(percent)})
    assert sure.status_code == 303
    page = desk.get(f"{reading}?lang=en").text
    assert page.count('class="verdict confirmed"') == 1
    assert desk.post(f"{reading}/sure", data={"percent": "80"}).status_code == 403


def test_contradictions_and_two_languages_stand_in_the_review(
    desk: httpx.Client, service: str, form_token: TokenOf
) -> None:
    """Each with its sentences, which lead to their proposals."""
    where = f"/console/{service}/readings"
    token = form_token(desk.get(where).text)
    sent = desk.post(where, data={"form_token": token, "text": TWICE}).headers["location"]
    reading = sent.partition("?")[0]
    page = desk.get(f"{reading}?lang=en").text
    assert "Says that it shares data with advertisers, and that it never sells data." in page
    assert "Gives no period for which data is kept." in page
    assert "Compare the two languages" in page
    page = desk.get(f"{reading}?lang=en&languages=true").text
    assert "Only in Arabic:" in page
    assert "data: phone number" in page
    assert "(nothing here)" in page
    assert "في العربية وحدها:" in desk.get(f"{reading}?lang=ar&languages=true").text


def test_a_document_is_read_and_decided_sentence_by_sentence(
    desk: httpx.Client, service: str, form_token: TokenOf
) -> None:
    """The most doubtful proposal comes first; after the last, a draft can be made."""
    where = f"/console/{service}/readings"
    token = form_token(desk.get(where).text)
    text = "We collect your name and your e-mail address. We never sell your data to anybody."
    sent = desk.post(where, data={"form_token": token, "text": text})
    assert sent.status_code == 303, sent.text
    reading = sent.headers["location"].partition("?")[0]
    page = desk.get(f"{reading}?lang=en").text
    for verdict in ("confirmed", "rejected"):
        action = re.search(r'action="([^"]+/readings/[^"]+/\d+)\?lang=en"', page)
        assert action is not None
        answer = desk.post(action[1], data={"form_token": token, "verdict": verdict})
        assert answer.status_code == 303, answer.text
        page = desk.get(f"{reading}?lang=en").text
    assert "Every sentence has been decided." in page
    made = desk.post(f"{reading}/draft", data={"form_token": token})
    assert made.status_code == 303
    assert "promises:" in desk.get(f"/console/{service}/policy").text


@pytest.mark.parametrize(
    ("data", "status"), [({"text": ""}, 422), ({"text": "\x00\x01\x02" * 40}, 422)]
)
def test_what_cannot_be_read_is_told_above_the_form(
    desk: httpx.Client, service: str, form_token: TokenOf, data: dict[str, str], status: int
) -> None:
    """An empty or binary document gets a clear message, not a reading."""
    where = f"/console/{service}/readings"
    token = form_token(desk.get(where).text)
    answer = desk.post(where, data={"form_token": token, **data})
    assert answer.status_code == status
    assert 'role="alert"' in answer.text


def test_a_wrong_draft_is_kept_and_its_faults_told_by_line(
    desk: httpx.Client, service: str, policy: str, form_token: TokenOf
) -> None:
    """Nobody loses what they typed; every fault comes with its line."""
    where = f"/console/{service}/policy?lang=en"
    token = form_token(desk.get(where).text)
    wrong = policy.replace("collect:", "colect:").replace("laws:", "lawz:")
    answer = desk.post(where, data={"form_token": token, "text": wrong})
    assert answer.status_code == 422
    told = answer.text.partition('role="alert"')[2].partition("</div>")[0]
    assert "lawz" in told
    assert told.count("<li>") > 1
    assert "colect:" in desk.get(where).text.partition("<textarea")[2]


def test_a_draft_is_planned_published_and_followed(  # the whole life of two versions
    desk: httpx.Client,
    service: str,
    policy: str,
    policy_texts: dict[Language, str],
    form_token: TokenOf,
) -> None:
    """The first version needs no judgement; the second is refused without one."""
    where = f"/console/{service}/policy"
    token = form_token(desk.get(where).text)
    typed = {f"text_{lang}": text.replace("\n", "\r\n") for lang, text in policy_texts.items()}
    saved = desk.post(where, data={"form_token": token, "text": policy, **typed})
    assert saved.status_code == 303, saved.text
    plan = desk.get(f"{where}/plan")
    assert plan.status_code == 200
    seen = {"form_token": token, "digest": _planned(plan.text)}
    first = desk.post(f"{where}/publish", data={**seen, "number": "1"})
    assert first.status_code == 303, first.text
    public = desk.get(f"/{service}/privacy").text
    assert "نطلب منك عند التسجيل" in public
    assert 'id="p-D1"' in public

    more = policy + "  D2:\n    never: [email]\n    as: [sell]\n"
    desk.post(where, data={"form_token": token, "text": more, **typed})
    judged = {**seen, "number": "2", "material": "no", "reason": "وعد جديد"}
    unseen = desk.post(f"{where}/publish", data=judged)
    seen["digest"] = judged["digest"] = _planned(desk.get(f"{where}/plan").text)
    hasty = desk.post(f"{where}/publish", data={**seen, "number": "2"})
    late = desk.post(f"{where}/publish", data={**seen, "number": "1"})
    assert (unseen.status_code, hasty.status_code, late.status_code) == (409, 422, 409)
    assert desk.post(f"{where}/publish", data=judged).status_code == 303
    changes = desk.get(f"/{service}/privacy/changes?from=1&to=2&lang=en").text
    assert "D2" in changes
    assert "وعد جديد" in changes


def _planned(page: str) -> str:
    """Return the digest of the draft whose plan the page shows."""
    (digest,) = re.findall(r'name="digest" value="(\w+)"', page)
    return str(digest)


def test_a_person_attests_with_a_document(
    published: httpx.Client, service: str, form_token: TokenOf
) -> None:
    """The word stands under the name of who is signed in, with the document's hash."""
    token = form_token(published.get(f"/console/{service}/attestations").text)
    given = {"form_token": token, "promise": "D1", "statement": "Seen it.", "days": "30"}
    files = {"document": ("proof.pdf", b"%PDF-1.7 proof", "application/pdf")}
    answer = published.post(f"/console/{service}/attestations", data=given, files=files)
    assert answer.status_code == 303, answer.text
    page = published.get(f"/console/{service}/attestations?lang=en").text
    assert "Seen it." in page
    assert "Layla" in page
    assert "proof.pdf" in page


@pytest.mark.promise("A11")
def test_an_attestation_that_ran_out_is_marked(
    published: httpx.Client, storage: Storage, service: str
) -> None:
    """In both languages, beside one that is valid, which is not."""
    for statement, lasts in (("Seen long ago.", timedelta(milliseconds=1)), ("Seen.", YEAR)):
        word = NewAttestation(
            promise="D1",
            statement=statement,
            document=b"proof",
            document_name="proof.pdf",
            valid_for=lasts,
        )
        with storage.work(service) as work:
            attest(Act(actor=OPERATOR, work=work), word)
    for language, mark in (("en", "Ran out"), ("ar", "منتهية")):
        page = published.get(f"/console/{service}/attestations?lang={language}").text
        valid, ran_out = page.split('<li class="panel">')[1:]
        assert mark in ran_out
        assert "Seen long ago." in ran_out
        assert mark not in valid.partition("</li>")[0]


def test_an_application_asks_and_is_answered(
    published: httpx.Client, storage: Storage, service: str
) -> None:
    """What is promised is permitted; what is not is refused, with the reason in both languages."""
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="test"))
    api = httpx.Client(base_url=published.base_url, headers={"authorization": f"Bearer {key}"})
    with api:
        asked = {"person": "p-1", "data": ["email"], "at": "registration", "for": ["orders"]}
        yes = api.post("/v1/collect", json=asked).json()
        no = api.post("/v1/use", json={"person": "p-1", "data": ["phone"], "for": "ads"}).json()
        accepted = api.post(
            "/v1/accept",
            json={"person": "p-1", "version": 1, "how": "explicit", "language": "ar"},
        ).json()
        told = api.post("/v1/history", json={"person": "p-1"}).json()
        standing = api.get("/v1/policy").json()
        loose = api.post("/v1/use", json={"person": "p-1", "data": ["x"], "for": "y", "z": 1})
    assert yes["permitted"], yes
    assert yes["promises"] == ["D1"]
    assert not no["permitted"]
    assert all(each["why"]["ar"] and each["why"]["en"] for each in no["refused_by"])
    assert accepted["entry"]
    assert [act["act"] for act in told["acts"]] == ["accept", "use", "collect"]
    assert standing["promises"][0]["id"] == "D1"
    assert loose.status_code == 422
    assert "p-1" not in loose.text


@pytest.mark.parametrize("token", ["", "cut-short"])
def test_a_link_cut_short_is_told_as_a_link_that_no_longer_works(
    real_site: str, token: str
) -> None:
    """Whoever copies half a link reads how to get another, not the name of a parameter."""
    with httpx.Client(base_url=real_site, headers={"origin": real_site}) as visitor:
        offered = visitor.get("/console/sign-in", params={"token": token})
        answer = visitor.post("/console/sign-in", data={"token": token})

    assert offered.status_code == 200
    assert answer.status_code == 403
    assert "query.token" not in answer.text
