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


def _par(words: str) -> str:
    """Return a paragraph."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def _table(*rows: tuple[str, ...]) -> str:
    """Return a table of these rows; a cell holds its own mark-up."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def test_a_cell_that_only_places_its_content_parts_what_stands_in_it() -> None:
    """A table in a cell has rows of its own, and each paragraph beside it is one."""
    rows = _table(
        (_par("رسائل التذكير"), _par("٩٠ يومًا")), (_par("سجلات الدخول"), _par("سنة واحدة"))
    )
    laid_out = _table((rows + _par("لا نبيع بياناتك لأحد."),), (_par("We keep it.") * 2,))
    assert read(_archive(_body(laid_out))).text.splitlines() == [
        "• رسائل التذكير | ٩٠ يومًا", "• سجلات الدخول | سنة واحدة", "", "لا نبيع بياناتك لأحد.",
        "", "We keep it.", "", "We keep it.",
    ]  # fmt: skip


def test_an_empty_cell_keeps_its_column() -> None:
    """Else a period would stand under the heading of what is kept."""
    table = _table((_par("Data"), _par("Kept")), ("", _par("one year")), (_par("Logs"), ""))
    assert read(_archive(_body(table))).text == "• Data | Kept\n• | one year\n• Logs"


HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>We sell it.</w:t></w:r>"


@pytest.mark.parametrize(
    "inner",
    [
        f"<w:p>{HIDDEN}</w:p>",
        f"<w:p><w:hyperlink>{HIDDEN}</w:hyperlink></w:p>",
        f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{_par('We sell it.')}</w:tc></w:tr>",
        '<w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr><w:r><w:t>We sell it.</w:t></w:r></w:p>',
        '<w:p><w:r><w:rPr><w:rStyle w:val="Quiet"/></w:rPr><w:t>We sell it.</w:t></w:r></w:p>',
    ],
)
def test_hidden_words_are_no_part_of_the_policy(inner: str) -> None:
    """By their run, their row, or a style that hides or is based on one that does."""
    made = io.BytesIO()
    styles = (
        f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="Quiet"><w:rPr><w:vanish/></w:rPr>'
        '</w:style><w:style w:styleId="Note"><w:basedOn w:val="Quiet"/></w:style></w:styles>'
    )
    shown = '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>We keep it.</w:t></w:r></w:p>'
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", _body(inner + shown))
        archive.writestr("word/styles.xml", styles)
    assert read(made.getvalue()).text == "We keep it."


def test_a_plain_title_is_a_heading_and_a_plain_line_is_none() -> None:
    """The first paragraph, or a short one with a far longer one under it; nothing else."""
    inner = "".join(
        _par(words)
        for words in ("سياسة الخصوصية لعيادة النخلة", "نجمع اسمك ورقم هاتفك لحجز مواعيدك.",
                      "المشاركة", "لا نشارك بياناتك مع أحد من المعلنين.", "رقم الهاتف", "العنوان")
    )  # fmt: skip
    roles = [proposal.role for proposal in read(_archive(_body(inner))).proposals]
    heading, plain = Role.HEADING, Role.SENTENCE
    assert roles == [heading, plain, heading, plain, plain, plain]


def test_a_text_longer_than_any_file_of_text_is_refused() -> None:
    """The bound is that of text, however small the archive is."""
    line = "<w:p><w:t>" + "We never sell data. " * 10_000 + "</w:t></w:p>"
    with pytest.raises(TooLarge):
        read(_archive(_body(line * 60)))


def test_paragraphs_in_a_cell_are_parts_of_it() -> None:
    """Each stands by itself, with a comma between where none ends it."""
    document = Document()
    table = document.add_table(rows=1, cols=2)
    cell = table.cell(0, 0)
    cell.text = "الاسم"
    cell.add_paragraph("رقم الجوال")
    cell.add_paragraph("العنوان.")
    cell.add_paragraph("الطلبات")
    table.cell(0, 1).text = "سنتان"
    made = io.BytesIO()
    document.save(made)
    assert read(made.getvalue()).text == "• الاسم، رقم الجوال، العنوان. الطلبات | سنتان"
