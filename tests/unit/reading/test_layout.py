"""Headings, lists, paragraphs and pages."""

import pytest

from amana.domain.policy.proposal import Role
from amana.reading import read
from amana.reading.errors import TooDeep, TooLong, TooManyAttributes


def _roles(text: str, name: str = "") -> list[tuple[str, str]]:
    """Return role and text of each piece."""
    return [(p.role.value, p.text) for p in read(text.encode(), name=name).proposals]


def test_markdown_headings_are_headings() -> None:
    """Hashes, underlines and bold lines, without their marks."""
    text = "# One\n\nWe collect names.\n\nTwo\n---\n\nWe use them.\n\n**Three**\n\nWe share them."
    assert [t for role, t in _roles(text) if role == "heading"] == ["One", "Two", "Three"]


def test_bare_headings_are_found_by_their_layout() -> None:
    """A short line without a stop that a body follows, or a question, heads it."""
    text = "السياسة\n\nما البيانات التي نجمعها؟\n\nنجمع اسمك.\n\nYour rights\n\nYou may object.\n"
    assert [role for role, _ in _roles(text)] == [
        "heading", "heading", "sentence", "heading", "sentence",
    ]  # fmt: skip


def test_a_last_line_without_a_stop_is_no_heading() -> None:
    """A heading has something under it."""
    assert _roles("We collect names.\n\nWe keep them safe")[-1][0] == "sentence"


@pytest.mark.parametrize("mark", ["; ", " — ", " | ", "\t"])
@pytest.mark.parametrize("name", ["policy.txt", "policy.md"])
def test_rows_of_a_table_without_a_frame_are_apart(mark: str, name: str) -> None:
    """Two lines with as many cells, three at least, are two rows and no broken line."""
    rows = ["Name", "billing", "five years"], ["Photo", "badge", "until you leave"]
    text = "# Data\n\n" + "\n".join(mark.join(row) for row in rows) + "\n"
    read_rows = [text for role, text in _roles(text, name) if role != "heading"]
    assert read_rows == [mark.join(row) for row in rows]


def test_a_broken_line_with_marks_goes_on() -> None:
    """A list in a sentence is one sentence, wherever its line was broken."""
    text = "# Data\n\nWe keep names; addresses; photos;\nreceipts; letters; and calls.\n"
    assert len(_roles(text, "policy.md")) == 2


def test_run_in_headings_split_off() -> None:
    """A title at the beginning of a paragraph heads its sentence, and not the next paragraph."""
    proposals = read(b"Fraud Prevention. We use data to stop fraud.\n\nWe call you.").proposals
    assert [p.role for p in proposals] == [Role.HEADING, Role.SENTENCE, Role.SENTENCE]
    assert proposals[1].heading == "Fraud Prevention"


def test_a_label_before_a_list_of_nouns_stays_with_it() -> None:
    """*Contact data: name, phone* is one item, not a heading and a remainder."""
    assert _roles("- Contact data: name, phone, email.")[0][0] == "item"


def test_more_text_than_any_policy_has_is_refused_at_once() -> None:
    """Of each format, and before its blocks are looked for; a page of much mark-up is read."""
    many = b"We collect your name.\n" * 48_000
    with pytest.raises(TooLong) as refused:
        read(many)
    assert refused.value.fields == {"pages": 500}
    with pytest.raises(TooLong):
        read(b"<!doctype html><p>" + many, name="page.html")
    page = b"<!doctype html><!--" + b"x" * 1_200_000 + b"--><p>We collect your name.</p>"
    assert read(page, name="page.html").proposals[0].kinds[0] == "collect"


@pytest.mark.parametrize(
    "line",
    [
        "Backups: all of them are wiped after a month, without exception.",
        "**Location.** We use where you are to find the nearest shop.",
        "المصدر الصحفي: لا نحتفظ باسمه على أي نظام لدينا.",
        "نذكرك بموعدك برسالة نصية قبل يوم. ونستخدم رقمك لهذا وحده.",
        "One session cookie keeps you signed in. We use it for that alone.",
    ],
)
def test_a_label_or_a_short_sentence_is_no_heading(line: str) -> None:
    """What is said of a label is one promise with it; a stop alone makes no title."""
    assert "heading" not in {role for role, _ in _roles(line)}
    assert _roles(line)[0][1].startswith(line[:12])


def test_a_long_line_without_a_stop_is_no_heading() -> None:
    """Titles are short, or ask, or are set in capitals; rows of cells are rows."""
    roles = [
        role
        for role, _ in _roles(
            "How long we hold the things that you tell us\n\n"
            "بيانات المشتركين في الدورات الصيفية من الطلاب تُنقل كل سنة إلى الأرشيف\n\n"
            "يُحذف الحساب بعد سنة\n\nLogs — servers — one month\n\nWe collect names.\n"
        )
    ]
    assert roles == ["heading", "sentence", "sentence", "sentence", "sentence"]


def test_lists_of_every_mark_are_items() -> None:
    """Symbols stay outside the item, numbers and letters inside."""
    text = "We collect:\n• name\n- phone\n* email\n1. address\n(a) photo\nأ. العمر\n٢. المدينة"
    found = _roles(text)[1:]
    assert [role for role, _ in found] == ["item"] * 7
    assert found[0][1] == "name"
    assert found[3][1] == "1. address"


def test_wrapped_lines_are_one_paragraph() -> None:
    """A line that was broken because it was full goes on in the next one."""
    line = (
        "We collect the name that you give us when you order a thing and we\nuse it to deliver it."
    )
    assert [text for _, text in _roles(line)] == [line]


def test_a_sentence_cut_by_an_empty_line_is_one() -> None:
    """A paragraph that begins in the middle of a sentence belongs to the one before."""
    assert len(_roles("We collect your name and\n\nyour phone number.")) == 1


def test_a_heading_before_an_address_stays_a_heading() -> None:
    """A title does not run on into a line that happens to begin in lower case."""
    roles = [role for role, _ in _roles("We keep it safe.\n\nContact\n\nprivacy@shop.example")]
    assert roles == ["sentence", "heading", "sentence"]


def test_a_page_is_read_without_the_site_around_it() -> None:
    """Menus, scripts, forms and hidden parts are no part of the policy."""
    page = """<!doctype html><html><head><title>x</title><style>p{}</style></head><body>
    <nav><a>Home</a></nav><header>Shop</header><h1>Privacy</h1><p>We <b>collect</b> your
    name.</p><ul><li>Phone<ul><li>Mobile</li></ul></li></ul><div hidden>trap</div>
    <p style="display: none">trap</p><table><tr><td>Email</td><td>1 year</td></tr></table>
    <form><button>Go</button></form><footer>© Shop</footer><script>we sell</script></body></html>"""
    reading = read(page.encode())
    assert reading.media == "text/html"
    assert reading.text == ("Privacy\n\nWe collect your name.\n• Phone\n• Mobile\n• Email | 1 year")


def test_a_page_nested_without_end_is_read() -> None:
    """Depth of markup costs no stack, and there is an end to it."""
    with pytest.raises(TooDeep):
        read(b"<div>" * 1_000_000)
    page = "<div>" * 2_000 + "We never sell your data." + "</div>" * 2_000
    assert read(page.encode()).proposals[-1].kinds[0] == "never"


def test_each_sentence_has_its_own_language() -> None:
    """Both languages may stand in one file, even in one sentence."""
    text = "We collect names. نجمع الأسماء. نستخدم خدمة Google لقياس الزيارات في موقعنا."
    assert [p.language for p in read(text.encode()).proposals] == ["en", "ar", "ar"]


@pytest.mark.parametrize(
    "attribute", ["a{}", 'a{}="x"', "a{}='>'", 'a{}="<p>"', "a{}=x/"], ids=str.strip
)
def test_a_tag_with_attributes_without_end_is_refused(attribute: str) -> None:
    """A parser compares each with each other, and would stand still for minutes."""
    many = " ".join(attribute.format(n) for n in range(60_000))
    with pytest.raises(TooManyAttributes):
        read(f"<p {many}>We collect your name.</p>".encode(), name="page.html")
    few = " ".join(attribute.format(n) for n in range(500))
    page = f"<p {few}>We collect your name.</p>" * 20
    assert "We collect your name." in read(page.encode(), name="page.html").text


@pytest.mark.parametrize("name", ["policy.txt", "policy.md"])
@pytest.mark.parametrize(
    ("text", "headings", "sentences"),
    [
        (
            "أولًا: ماذا نجمع؟\nنجمع اسمك عند التسجيل.\n\nثانيًا: لماذا؟\nنستخدم اسمك للرد عليك.\n",
            ["أولًا: ماذا نجمع؟", "ثانيًا: لماذا؟"],
            ["نجمع اسمك عند التسجيل.", "نستخدم اسمك للرد عليك."],
        ),
        (
            "Section 1. Your data\nWe collect names.\n\nSection 2. Who sees it?\nNobody else.\n",
            ["Section 1. Your data", "Section 2. Who sees it?"],
            ["We collect names.", "Nobody else."],
        ),
    ],
)
def test_a_counted_title_is_a_heading(
    name: str, text: str, headings: list[str], sentences: list[str]
) -> None:
    """By a word or a number, with the paragraph on the very next line."""
    found = read(text.encode(), name=name).proposals
    assert [p.text for p in found if p.kinds == ("heading",)] == headings
    assert [p.text for p in found if p.kinds != ("heading",)] == sentences


def test_a_sentence_after_a_list_is_none_of_its_items() -> None:
    """A short item ends where its line does, also in Markdown, where nothing indents the next."""
    text = "نستخدم بياناتك من أجل:\n- تأكيد موعدك\n- تحصيل الرسوم\nولن نستعملها في الدعاية أبدًا.\n"
    found = read(text.encode(), name="policy.md").proposals
    assert [p.text for p in found][-2:] == ["تحصيل الرسوم", "ولن نستعملها في الدعاية أبدًا."]
    wrapped = "We use:\n- the address to which we deliver what was\n  ordered, and your name.\n"
    assert len(read(wrapped.encode(), name="policy.md").proposals) == 2


@pytest.mark.parametrize("text", ["هل نبيع بياناتك لأي جهة؟ لا.", "Do we share your data? No."])
def test_a_question_promises_nothing(text: str) -> None:
    """The answer does."""
    assert read(text.encode()).proposals[0].kinds[0] in {"none", "heading"}
