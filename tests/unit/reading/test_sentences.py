"""Where sentences end."""

import pytest

from amana.reading.sentences import LONGEST, sentences


def _split(text: str) -> list[str]:
    """Return the sentences' texts."""
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["We collect names.", "We use them."],
        ["We store data, e.g. names, i.e. what you type.", "Nothing else."],
        ["Acme Inc. keeps it.", "We ask Dr. Salem."],
        ["It costs 3.5 riyals.", "See www.shop.example/a.b for more."],
        ["Write to a.b@shop.example.", "We answer."],
        ["Made in the U.S. by hand.", "Sold here."],
        ["هل تبيعون بياناتي؟", "لا.", "لا نبيعها!"],
        ["نجمع الاسم، والعنوان؛ ثم نحفظهما.", "نحذفهما بعد سنة."],
        ["We may call you (by phone. or chat) today.", "Or not."],
        ["Really?", "“Yes.”", "Good…", "Fine."],
        ["1. We keep your name.", "We use it."],
        ["(a) نحفظ الاسم.", "نستخدمه."],
        ["no final stop"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts: list[str]) -> None:
    """Stops in numbers, addresses, abbreviations and asides end nothing."""
    assert _split(" ".join(parts)) == parts


def test_a_missing_space_does_not_join_sentences() -> None:
    """Authors forget the space after a stop."""
    assert len(_split("We collect your data.We use it.")) == 2
    assert len(_split("نجمع بياناتك.نستخدمها لخدمتك.")) == 2


@pytest.mark.parametrize("stop", [". ", " .", "."])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("لا نبيع بياناتك لأحد", "We never share your phone number."),
        ("لا نبيعها", "we never do."),
        ("We never sell it", "لا نبيعها."),
        ("We use GPS", "وقد نحفظه."),
    ],
)
def test_a_stop_between_two_scripts_ends_a_sentence(before: str, stop: str, after: str) -> None:
    """Wherever its blank stands, and however short the words beside it are."""
    assert len(_split(before + stop + after)) == 2
    assert _split(f"كتبه د. Salem في شركة Acme.com وغيرها{stop}{after}")[0].endswith(stop.strip())


def test_a_line_without_end_is_cut() -> None:
    """No piece is longer than any sentence could be."""
    pieces = _split("x" * 50_000)
    assert "".join(pieces) == "x" * 50_000
    assert max(map(len, pieces)) <= LONGEST
