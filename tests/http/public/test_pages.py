"""What every public page shows, in both languages, and that foreign text is only text."""

import re

import httpx
import pytest

PAGES = (
    "/",
    "/services-app/privacy",
    "/services-app/privacy?version=1",
    "/services-app/privacy/changes?from=1&to=2",
    "/services-app/privacy/promises/W1",
    "/services-app/privacy/promises/W5",
    "/nothing-here",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_each_page_says_its_language_and_direction(
    client: httpx.Client, path: str, language: str, direction: str
) -> None:
    """A screen reader and a browser know how to read each page."""
    page = client.get(path, params={**httpx.URL(path).params, "lang": language}).text
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert page.count("<h1") == 1
    assert page.count("<main") == 1


def test_arabic_is_the_default(client: httpx.Client) -> None:
    """Whoever names no language, or one that is not there, reads Arabic."""
    assert '<html lang="ar" dir="rtl">' in client.get("/").text
    assert '<html lang="ar" dir="rtl">' in client.get("/?lang=xx").text


def test_links_stay_in_the_language(client: httpx.Client) -> None:
    """An English reader is not thrown back into Arabic by a link."""
    page = client.get("/services-app/privacy?lang=en").text
    inner = re.findall(r'href="(/services-app/privacy[^"#]*)"', page)
    assert inner
    assert [
        link for link in inner if "lang=en" not in link and link != "/services-app/privacy"
    ] == []


def test_a_page_of_an_error_repeats_nothing_of_its_address(client: httpx.Client) -> None:
    """Whoever put an e-mail address into a link reads it nowhere, in either language."""
    sent = "/layla%40people.example/privacy?person=layla%40people.example"
    arabic = client.get(sent)
    english = client.get(f"{sent}&lang=en")
    for page, other in ((arabic, "en"), (english, "ar")):
        assert page.is_client_error
        assert "people.example" not in page.text
        assert f'class="tongue" href="?lang={other}"' in page.text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ar",
            (
                "وُفي به ١٢٨ مرة",
                "أُخلف مرتين",
                "يحين أجله في",
                "بلا دليل",
                "للإعلام",
                "مشهود به",
                "مرصود",
            ),
        ),
        ("en", ("kept 128 times", "broken 2 times", "due by", "unproven", "stated", "attested")),
    ],
)
def test_every_state_is_said_in_words(
    client: httpx.Client, language: str, words: tuple[str, ...]
) -> None:
    """No state is shown by colour alone."""
    page = client.get("/services-app/privacy", params={"lang": language}).text
    assert [word for word in words if word not in page] == []


def test_a_sentence_stands_beside_its_promises(client: httpx.Client) -> None:
    """The sentence, its promise, its evidence and how to check it are one row."""
    page = client.get("/services-app/privacy?lang=en").text
    row = page.partition("kept in Qatar.")[2].partition('class="row"')[0]
    assert 'id="p-W4"' in row
    assert 'id="p-W6"' in row
    assert "/services-app/privacy/promises/W4?lang=en" in row


def test_a_promise_has_one_place_that_links_lead_to(client: httpx.Client) -> None:
    """A promise that two sentences make has its id on the page once."""
    page = client.get("/services-app/privacy?lang=en").text
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_words_of_the_other_language_are_marked(client: httpx.Client) -> None:
    """Where only English words exist, the Arabic page says that they are English."""
    page = client.get("/services-app/privacy").text
    assert '<bdi lang="en" dir="ltr">Data is kept in Qatar.</bdi>' in page


def test_a_promise_shows_how_to_check_it(client: httpx.Client) -> None:
    """The leaf, its hash, the path, the checkpoint, the key and the command are all there."""
    page = client.get("/services-app/privacy/promises/W1?lang=en").text
    wanted = (
        "00ff" * 40,
        "Entry <bdi>126</bdi>",
        "dar.example/services-app+1234abcd",
        "amana verify",
    )
    assert [text for text in wanted if text not in page] == []


def test_differences_are_said_in_words(client: httpx.Client) -> None:
    """What was added, changed and dropped is said, and why it matters."""
    page = client.get("/services-app/privacy/changes?from=1&to=2&lang=en").text
    for words in ("Changed", "Dropped", "New", "Data reaches a new recipient.", "أضيف متلقٍّ"):
        assert words in page


def test_an_older_version_says_that_it_is_old(client: httpx.Client) -> None:
    """Nobody takes an old version for the one in force."""
    assert (
        "This is not the version in force."
        in client.get("/services-app/privacy?version=1&lang=en").text
    )


def test_hostile_text_is_only_text(hostile_site: str) -> None:
    """Markup in a policy is shown, not run, and no override turns its words around."""
    page = httpx.get(f"{hostile_site}/services-app/privacy").text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search("[\u202a-\u202e]", page)


def test_public_pages_set_no_cookie(client: httpx.Client) -> None:
    """Reading a policy leaves nothing in the browser."""
    assert [path for path in PAGES if "set-cookie" in client.get(path).headers] == []


def test_the_ledger_is_public(client: httpx.Client) -> None:
    """Checkpoint, key and tiles are plain files for any program."""
    for name in ("checkpoint", "key", "tile/0/000"):
        assert client.get(f"/services-app/ledger/{name}").status_code == 200
    assert client.get("/services-app/ledger/tile/../../x").status_code == 404
