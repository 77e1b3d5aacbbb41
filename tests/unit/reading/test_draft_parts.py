"""What a draft makes of a sentence that says several things, or that says them by a pronoun."""

from dataclasses import replace

import pytest

from amana.reading import as_policy, read
from amana.reading.drafting.entries import Entry, entries
from amana.reading.drafting.forms import Items
from amana.reading.drafting.precision import by_precision
from amana.reading.drafting.references import references


def _entries(text: str) -> list[Entry]:
    """Return the promises of a text."""
    return entries(read(text.encode()).proposals, {})


def _items(text: str) -> list[Items]:
    """Return the items of each promise of a text."""
    return [entry.items for entry in _entries(text) if entry.items is not None]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Your files are encrypted in transit and at rest.", ("in_transit", "at_rest")),
        ("Your files are encrypted when they are sent and stored.", ("in_transit", "at_rest")),
        ("Backups of your orders are encrypted.", ("at_rest",)),
        ("We encrypt your orders.", ("in_transit",)),
        ("نشفر ملفاتك أثناء نقلها وعند تخزينها.", ("in_transit", "at_rest")),
        ("نحفظ رسائلك مشفرة.", ("at_rest",)),
        ("نشفر الاتصال بين جهازك وخوادمنا.", ("in_transit",)),
    ],
)
def test_encryption_is_the_measures_that_the_sentence_names(text: str, by: tuple[str, ...]) -> None:
    """On the way, where data lies, or both; on the way where it names none."""
    (items,) = _items(text)
    assert items["by"] == tuple(f"encryption_{where}" for where in by)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We use your approximate location, never your precise location.", "use"),
        ("We collect your approximate location, never the precise one.", "collect"),
        ("نجمع موقعك التقريبي لا الدقيق.", "collect"),
        ("نستخدم موقعك التقريبي، ولا نستخدم موقعك الدقيق أبدًا.", "use"),
    ],
)
def test_a_ban_of_the_exact_place_bans_no_other(text: str, said: str) -> None:
    """The rough one stays as the sentence says it; the ban is to be confirmed."""
    first, second = _entries(text)
    assert first.items is not None
    assert first.items[said] == ("location",)
    assert second.items == {"never": ("precise_location",), "collected": True}
    assert "to be confirmed" in second.marks["never"]


@pytest.mark.parametrize(
    "text",
    [
        "We do not store your precise location for more than 30 days.",
        "We never collect your precise location in the background.",
        "We do not need your precise location to show prices; we collect it for delivery.",
        "We use your approximate location, never your precise location for advertising.",
        "We never use your precise location for advertising.",
        "لا نحتفظ بموقعك الدقيق أكثر من 30 يومًا.",
        "نستخدم موقعك التقريبي، ولا نجمع موقعك الدقيق في الخلفية.",
        "لا نستخدم موقعك الدقيق للتسويق.",
    ],
)
def test_a_narrow_ban_of_the_exact_place_is_none_of_having_it(text: str) -> None:
    """With a period, a purpose, *in the background*, or where it is only not needed."""
    found = _items(text)
    assert found
    assert not any("collected" in items for items in found)


def test_a_ban_of_the_exact_place_for_a_purpose_is_of_this_purpose() -> None:
    """And what is said of the rough place beside has not got it."""
    text = "We use your approximate location, never your precise location for advertising."
    assert _items(text) == [
        {"use": ("location",), "for": ("other",)},
        {"never": ("precise_location",), "for": ("marketing",)},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We do not encrypt backups.",
        "Your data is not encrypted at rest.",
        "لا نشفر النسخ الاحتياطية.",
        "بياناتك ليست مشفرة عند تخزينها.",
    ],
)
def test_what_is_not_encrypted_is_no_promise_of_encryption(text: str) -> None:
    """In both languages."""
    assert not any("protect" in items for items in _items(text))


@pytest.mark.parametrize(
    "text",
    [
        "We do not store your card number in plain text.",
        "لا نخزن رقم بطاقتك كنص واضح.",
        "لا نخزن رقم بطاقتك دون تشفير.",
    ],
)
def test_what_is_not_kept_in_plain_text_is_had(text: str) -> None:
    """It rules out a form and no collection."""
    found = _items(text)
    assert found
    assert not any("collected" in items or "not_stored" in str(items) for items in found)


def test_a_ban_of_a_place_as_such_stays_one() -> None:
    """And so does one with an exception, and one that says whom the exact place is kept from."""
    assert _items("We never collect your location.") == [
        {"never": ("location",), "collected": True}
    ]
    (barred,) = _items("We never share your precise location with advertisers.")
    assert barred == {
        "never": ("precise_location",),
        "as": ("share",),
        "to": ("advertisers_marketers",),
    }
    kinds = [
        next(iter(items)) for items in _items("We never use your location unless you allow it.")
    ]
    assert "precise_location" not in kinds


def test_a_category_of_its_own_has_a_name_in_the_draft() -> None:
    """So that a reader knows what is meant by it."""
    source, _ = as_policy(read("نجمع موقعك التقريبي لا الدقيق.".encode()), service="x")
    assert 'precise_location: {name: {ar: "الموقع الدقيق"}}' in source


def test_two_data_with_two_ends_are_two_promises() -> None:
    """In both languages; three where one of three periods comes twice."""
    english = _items("We keep orders five years, messages one year, invoices five years.")
    assert [(items["retain"], items["period"]) for items in english] == [
        (("order_booking",), "P5Y"),
        (("communications_calls",), "P1Y"),
        (("payment_history",), "P5Y"),
    ]
    arabic = _items("نحتفظ بطلباتك خمس سنوات، وبرسائلك سنة.")
    assert [(items["retain"], items["period"]) for items in arabic] == [
        (("order_booking",), "P5Y"),
        (("communications_calls",), "P1Y"),
    ]


def test_a_period_that_a_sentence_leaves_in_doubt_is_marked() -> None:
    """A range, whose longer end stands; and one of two of which only one has data."""
    (ranged,) = _entries("We keep your orders for 18 to 24 months.")
    assert ranged.items is not None
    assert ranged.items["period"] == "P24M"
    assert "range" in ranged.marks["period"]
    (several,) = _entries(
        "We keep your orders for five years, and whatever else is left for two days."
    )
    assert "another period" in several.marks["period"]


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("لن نغير هذه السياسة إلا بعد إخبارك بثلاثين يومًا.", "P30D"),
        ("We will not change this policy before telling you thirty days ahead.", "P30D"),
        ("نراجع هذه السياسة كل سنة.", None),
        ("We review this policy every 12 months.", None),
    ],
)
def test_a_change_is_told_as_long_ahead_as_the_sentence_says(text: str, ahead: str | None) -> None:
    """How often a policy is looked at is no notice of its change."""
    items = _items(text)[0]
    assert items.get("ahead") == ahead


@pytest.mark.parametrize(
    "text",
    [
        "We ask name and phone. We use them for delivery. We keep them a year. We never sell them.",
        "نجمع اسمك ورقم جوالك. نستخدمها لتوصيل طلبك. نحتفظ بها سنة. ولا نبيعها.",
    ],
)
def test_a_pronoun_stands_for_the_data_named_before(text: str) -> None:
    """What it stands for is marked, and gives the collection its purpose."""
    collected, used, kept, barred = _entries(text)
    assert collected.items is not None
    assert collected.items["for"] == ("delivery",)
    for entry, kind in ((used, "use"), (kept, "retain"), (barred, "never")):
        assert entry.items is not None
        assert entry.items[kind] == ("name", "phone")
        assert "stands before" in entry.marks[kind]


def test_the_pronoun_of_a_relative_clause_stands_for_its_own_noun() -> None:
    """And one whose data stands in its own sentence for that."""
    text = "We collect your name. We keep the chats that you send, and delete them after a month."
    assert _items(text)[1]["retain"] == ("communications_calls",)
    arabic = "نجمع اسمك. البيانات التي نستخدمها محمية بالتشفير."
    assert references(read(arabic.encode()).proposals) == {}


def test_the_same_words_of_two_lists_are_two_promises() -> None:
    """What a pronoun stands for tells them apart."""
    text = (
        "# Orders\n\nWe collect your name. We keep it for one year.\n\n"
        "# Support\n\nWe collect your chats. We keep it for one year.\n"
    )
    kept = [items["retain"] for items in _items(text) if "retain" in items]
    assert kept == [("name",), ("communications_calls",)]


@pytest.mark.parametrize("text", ["Your password is stored hashed.", "نخزن كلمة المرور مجزأة."])
def test_a_hashed_password_is_that_measure(text: str) -> None:
    """And not its owner's care, nor an encryption that the sentence does not name."""
    assert [items["by"] for items in _items(text)] == [("hashed_passwords",)]


def test_what_is_not_kept_after_a_moment_is_not_banned_as_such() -> None:
    """It is had until then; what is never stored is never had."""
    for text in ("We do not keep your location after the ride.", "لا نحتفظ بموقعك بعد الرحلة."):
        assert all("collected" not in items for items in _items(text))
    assert _items("We do not store your messages.") == [
        {"never": ("communications_calls",), "collected": True}
    ]


def test_a_ban_with_words_behind_its_recipients_is_narrower_than_it_looks() -> None:
    """*On weekends* behind *advertisers*: its list is banned for nobody."""
    found = _items(
        "# What we do not share with advertisers on weekends\n\n- your name\n- your age\n"
    )
    assert not any("never" in items for items in found)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("We use your approximate location, never your precise location.", "use"),
        ("نجمع موقعك التقريبي لا الدقيق.", "collect"),
    ],
)
def test_a_rough_place_before_a_ban_is_said_where_the_model_hears_the_ban_alone(
    text: str, act: str
) -> None:
    """Which of the two kinds a model puts first does not change what the sentence says."""
    (heard,) = read(text.encode()).proposals
    barred = replace(heard.slots, negated=True, purposes=())
    said, banned = by_precision(replace(heard, kinds=("never",), slots=barred))
    assert (said.kinds, said.slots.data, said.slots.negated) == ((act,), ("location",), False)
    assert (banned.kinds, banned.slots.data) == (("never",), ("precise_location",))
    assert banned.slots.negated
