"""From bytes to text: encodings that are read right, and files that are refused."""

import pytest

from amana.reading import read
from amana.reading.decode import LIMIT_BYTES, decode
from amana.reading.errors import NothingToRead, NotText, TooLarge, Undecodable

ARABIC = "نجمع الاسم والعنوان، ولا نبيع البيانات الشخصية إلى أي جهة. يمكنك حذف حسابك من الإعدادات."
LATIN = "We collect “names” – and café bookings."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be",
                                      "cp1256", "iso8859-6", "utf-32"])  # fmt: skip
def test_arabic_is_read_in_every_usual_encoding(encoding: str) -> None:
    """The text is the same, whichever encoding it came in."""
    assert decode(ARABIC.encode(encoding)).text == ARABIC


def test_western_quotes_are_read_right() -> None:
    """Windows-1252 is told from Windows-1256 by how its high bytes stand alone."""
    assert decode(LATIN.encode("cp1252")).text == LATIN


def test_a_page_may_declare_its_encoding() -> None:
    """A declared charset is followed where the bytes agree."""
    page = f'<html><head><meta charset="windows-1256"></head><p>{ARABIC}</p></html>'
    reading = read(page.encode("cp1256"))
    assert (reading.encoding, reading.text) == ("cp1256", ARABIC)


@pytest.mark.parametrize("data", [b"", b" \n\t ", "\u00a0\u2003\n".encode(), b"\xef\xbb\xbf"])
def test_nothing_is_refused(data: bytes) -> None:
    """A file without a word says nothing that could be read."""
    with pytest.raises(NothingToRead):
        decode(data)


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04word", "ZIP"),
        (b"\x89PNG\r\n", "PNG"),
        (b"some\x00text", "binary"),
        (bytes(range(1, 32)) * 40, "binary"),
    ],
)
def test_binary_is_refused_by_name(data: bytes, looks: str) -> None:
    """Whoever gave it learns what it looks like."""
    with pytest.raises(NotText) as refused:
        decode(data)
    assert refused.value.fields == {"looks": looks}


def test_what_is_too_large_is_refused() -> None:
    """No policy has ten megabytes."""
    with pytest.raises(TooLarge):
        decode(b"a" * (LIMIT_BYTES + 1))


def test_broken_utf8_is_not_read_as_nonsense() -> None:
    """One bad byte in an Arabic text must not turn it into other letters."""
    data = bytearray((ARABIC * 3).encode())
    data[41] = 0xFF
    with pytest.raises(Undecodable) as refused:
        decode(bytes(data))
    assert refused.value.fields["encoding"] == "utf-8"


def test_a_page_without_words_is_refused() -> None:
    """Markup alone is no policy."""
    with pytest.raises(NothingToRead):
        read(b"<html><body><script>var a = 'we collect';</script></body></html>")


def test_overrides_are_reported_and_do_not_hide_words() -> None:
    """A mark that turns the writing round is read past, kept in the span, and reported."""
    sentence = "We ne\u202ever sell\u202c your data."
    reading = read(sentence.encode())
    assert reading.warnings == ("reading.overrides",)
    assert reading.proposals[0].kinds[0] == "never"
    assert reading.proposals[0].text == sentence
