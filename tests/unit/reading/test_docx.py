"""Policies as Word documents: headings, lists, tables, and archives that harm."""

import io
import zipfile

import pytest
from docx import Document

from amana.domain.policy.proposal import Role
from amana.reading import read
from amana.reading.errors import Damaged, TooDeep, TooLarge

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _archive(body: bytes) -> bytes:
    """Return a Word document of which nothing is there but its body."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
    return made.getvalue()


def _body(inner: str) -> bytes:
    """Return a body with this inside."""
    return f'<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'.encode()


def test_headings_lists_and_tables_are_what_they_are_in_word() -> None:
    """By their styles; the running head is left out, and a row of a table is an item."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Confidential"
    document.add_heading("البيانات التي نجمعها", level=1)
    document.add_paragraph("نجمع ما يلي:")
    document.add_paragraph("رقم هاتفك", style="List Bullet")
    document.add_paragraph().add_run("Sharing").bold = True
    document.add_paragraph("We never sell your data.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Invoices", "ten years"
    made = io.BytesIO()
    document.save(made)
    reading = read(made.getvalue())
    assert [(proposal.role, proposal.text) for proposal in reading.proposals] == [
        (Role.HEADING, "البيانات التي نجمعها"),
        (Role.SENTENCE, "نجمع ما يلي:"),
        (Role.ITEM, "رقم هاتفك"),
        (Role.HEADING, "Sharing"),
        (Role.SENTENCE, "We never sell your data."),
        (Role.ITEM, "Invoices | ten years"),
    ]


def test_deleted_words_and_codes_of_fields_are_not_read() -> None:
    """What its author struck out is no part of the policy; a break parts two lines."""
    inner = (
        "<w:p><w:r><w:t>We never sell data.</w:t><w:br/><w:t>We keep it</w:t><w:tab/>"
        "<w:t>safe.</w:t></w:r><w:del><w:r><w:delText>Gone</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert read(_archive(_body(inner))).text == "We never sell data.\n\nWe keep it safe."


def test_an_archive_that_unpacks_to_far_more_is_refused() -> None:
    """At the bound, before the rest is unpacked."""
    with pytest.raises(TooLarge):
        read(_archive(b"<a>" + b" " * 60_000_000 + b"</a>"))


def test_elements_nested_without_end_are_refused() -> None:
    """Before they are parsed."""
    with pytest.raises(TooDeep):
        read(_archive(_body("<w:p>" * 5_000 + "</w:p>" * 5_000)))


@pytest.mark.parametrize(
    "body",
    [
        b"<w:document",
        b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
    ],
)
def test_a_body_that_is_broken_or_declares_entities_is_refused(body: bytes) -> None:
    """No entity is ever unfolded."""
    with pytest.raises(Damaged):
        read(_archive(body))


def test_an_archive_that_is_cut_off_is_refused() -> None:
    """It says that it is a Word document, and is none any more."""
    with pytest.raises(Damaged):
        read(_archive(_body("<w:p/>"))[:-30])


DEEP = 4_000
MANY = "<w:tc>" * DEEP + "</w:tc>" * DEEP


@pytest.mark.parametrize(
    "inner",
    [
        MANY.replace("<w:tc>", "<w:tc><!--</a>-->"),
        MANY.replace("<w:tc>", '<w:tc a="/>">'),
        MANY.replace("<w:tc>", "<w:tc><![CDATA[</a>]]>"),
    ],
)
def test_depth_is_counted_in_elements_and_in_nothing_else(inner: str) -> None:
    """What looks like a tag in a comment, in an attribute or in plain data is none."""
    with pytest.raises(TooDeep):
        read(_archive(_body(f"<w:tr>{inner}</w:tr>")))


def test_a_cell_in_a_cell_is_written_once() -> None:
    """Words stand once in a row, however deep their cell is, and in order."""
    cells = "<w:tc>" * 150 + "<w:p><w:r><w:t>Logs kept</w:t></w:r></w:p>" + "</w:tc>" * 150
    row = f"<w:tr>{cells}<w:tc><w:p><w:r><w:t>one year</w:t></w:r></w:p></w:tc></w:tr>"
    assert read(_archive(_body(row))).text == "• Logs kept | one year"


def test_a_table_in_a_cell_is_part_of_its_row_once() -> None:
    """The words of the inner table stand where it stands."""
    inner = "<w:tbl><w:tr><w:tc><w:p><w:t>five</w:t></w:p></w:tc></w:tr></w:tbl>"
    row = (
        f"<w:tr><w:sdt><w:sdtContent><w:tc><w:p><w:t>Kept</w:t></w:p>{inner}"
        "<w:p><w:t>years</w:t></w:p></w:tc></w:sdtContent></w:sdt></w:tr>"
    )
    assert read(_archive(_body(row))).text == "• Kept five years"


def test_a_text_longer_than_any_file_of_text_is_refused() -> None:
    """The bound is that of text, however small the archive is."""
    line = "<w:p><w:t>" + "We never sell data. " * 10_000 + "</w:t></w:p>"
    with pytest.raises(TooLarge):
        read(_archive(_body(line * 60)))
