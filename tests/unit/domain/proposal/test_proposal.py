"""What is proposed for small databases: whose the rows are, and what becomes of them."""

import pytest
from proposing import USERS, laid, links, proposed, seen

from amana.domain.policy.parse import parse as parse_policy
from amana.domain.proposal.clues import Why
from amana.domain.proposal.kinds import promised_as
from amana.domain.proposal.looks import Look, Tally
from amana.domain.proposal.proposal import Proposal, propose
from amana.domain.proposal.sorts import Sort, sort_of
from amana.domain.proposal.writing import written
from amana.domain.source.model import ColumnFate, RowFate
from amana.domain.source.parse import parse
from amana.domain.source.structure import (
    ColumnKind,
    Structure,
    StructureColumn,
    StructureTable,
)


def test_what_people_own_goes_and_accounts_stay_without_names() -> None:
    """Rows of a cart go with the person; of an order stays what an account needs."""
    found = proposed(
        laid(
            USERS,
            "carts: user_id>users! note",
            "orders: user_id>users total_price:num placed_on:day gift_note ip",
            "order_lines: order_id>orders! total:num",
        )
    )
    assert found["users"].fate is RowFate.DELETE
    assert found["carts"].fate is RowFate.DELETE
    assert found["order_lines"].fate is RowFate.CHANGE
    fates = {each.name: each.fate for each in found["orders"].columns}
    assert fates["total_price"] is ColumnFate.KEEP
    assert fates["ip"] is ColumnFate.CLEAR
    assert [each.link.clear for each in found["orders"].via] == [True]


def test_a_person_stays_where_rows_that_stay_cannot_let_go() -> None:
    """Then everything that names them goes out of the row."""
    found = proposed(laid(USERS, "invoices: user_id>users! amount:num"))
    assert found["users"].fate is RowFate.CHANGE
    assert found["users"].why[0].why is Why.PINNED
    fates = {each.name: each.fate for each in found["users"].columns}
    assert fates == {
        "email": ColumnFate.PSEUDONYM,
        "full_name": ColumnFate.CLEAR,
        "password": ColumnFate.CLEAR,
    }


def test_who_dealt_with_a_row_does_not_own_it() -> None:
    """A list of products is not hers who made an entry, and loses only her name."""
    found = proposed(
        laid(USERS, "products: title created_by>users", "countries: name edited_by>users!")
    )
    assert links(found["products"]) == [("users", False)]
    assert not found["products"].columns
    assert found["users"].fate is RowFate.CHANGE


def test_content_for_others_stays_without_its_author() -> None:
    """Unless the author cannot be taken out of it."""
    found = proposed(
        laid(
            USERS,
            "comments: user_id>users body!",
            "reviews: user_id>users! body",
            "votes: user_id>users! comment_id>comments!",
        )
    )
    assert found["comments"].fate is RowFate.CHANGE
    assert [(each.fate, each.of) for each in found["comments"].columns] == [
        (ColumnFate.KEEP, "user_id")
    ]
    assert found["reviews"].fate is RowFate.DELETE
    named = proposed(laid(USERS, "reviews: user_id>users body name"))["reviews"]
    assert {each.name: each.fate for each in named.columns} == {
        "body": ColumnFate.KEEP,
        "name": ColumnFate.CLEAR,
    }
    assert links(found["votes"]) == [("users", True)]


def test_rows_that_a_persons_row_refers_to_are_theirs_where_each_is_alone() -> None:
    """The address of an order is; the queue of many tickets is not."""
    structure = laid(
        USERS,
        "orders: user_id>users! address_id>addresses kind_id>kinds total:num",
        "addresses: street postcode phone",
        "kinds: label phone",
    )
    orders = {"address_id": seen(Look.PROSE), "kind_id": Tally(looked=40, distinct=2)}
    found = proposed(structure, orders=orders)
    assert links(found["addresses"]) == [("orders", True)]
    assert links(proposed(laid(USERS, "profiles: user_id>users!* bio"))["profiles"])


def test_a_forum_is_not_hers_who_wrote_last() -> None:
    """A key that picks one row out of many makes nothing a part of it."""
    found = proposed(laid(USERS, "posts: user_id>users body", "boards: title last_post_id>posts!"))
    assert links(found["posts"]) == [("users", False)]
    assert "boards" not in found


def test_names_lead_where_no_key_is_declared() -> None:
    """To the table whose name the column says, by its key."""
    found = proposed(laid(USERS, "devices: user_id:int push_token", "notes: user_ref:int text"))
    assert links(found["devices"]) == [("users", True)]
    assert found["devices"].via[0].reasons[0].why is Why.NAMED_ALIKE


def test_staff_and_customers_are_people_each_by_themselves() -> None:
    """Whoever an appointment is about owns it; who sees to it does not."""
    found = proposed(
        laid(
            "customers: email!* full_name phone birth_date:day",
            "doctors: work_email!* full_name mobile department_id>departments chosen_by>customers",
            "departments: title",
            "appointments: customer_id>customers! doctor_id>doctors reason",
            "shifts: doctor_id>doctors! begins:day",
        )
    )
    assert links(found["appointments"]) == [("customers", True)]
    assert [each.table for each in found["appointments"].unlink] == ["doctors"]
    assert links(found["shifts"]) == [("doctors", True)]
    assert "departments" not in found
    accounts = [name for name, table in found.items() if "own" in table.person]
    assert accounts == ["customers"]


def test_rows_of_strangers_are_found_by_what_they_left() -> None:
    """An address finds them; a name alone does not, and is only told."""
    structure = laid("enquiries: email message", "wall: full_name text", "settings: smtp_email")
    told = propose(structure, {}, service="shop", source="shop")
    assert [(table.name, dict(table.person)) for table in told.tables] == [
        ("enquiries", {"email": "email"})
    ]
    assert [table.name for table in told.unreached] == ["wall"]
    assert "# wall: full_name (name)" in written(told, lambda reason: reason.why.value)


@pytest.mark.parametrize(
    ("column", "tally", "kind"),
    [
        ("c1", seen(Look.EMAIL), "email"),
        ("c1", seen(Look.NAME), "name"),
        ("c1", seen(Look.IBAN), "bank_account"),
        ("c1:day", seen(Look.BIRTH), "birth_date"),
        ("c1", seen(Look.INSIDE, 0.2), "other"),
        ("address", seen(Look.EMAIL), "email"),
        ("notes", seen(Look.INSIDE, 0.2), "other"),
        ("email", seen(Look.PROSE), "email"),
    ],
    ids=range(8),
)
def test_values_say_what_a_name_does_not(column: str, tally: Tally, kind: str) -> None:
    """And speak against it where they look otherwise."""
    found = proposed(
        laid(USERS, f"cards: user_id>users! {column}"),
        cards={column.partition(":")[0]: tally},
    )
    (held,) = found["cards"].columns
    assert held.kind == kind
    assert held.reasons


def test_values_that_look_otherwise_take_confidence_away() -> None:
    """A column called after e-mail that holds none."""
    found = proposed(laid(USERS, "cards: user_id>users! email"), cards={"email": seen(Look.PROSE)})
    assert found["cards"].columns[0].confidence < 0.5
    assert Why.CONTRADICTED in {each.why for each in found["cards"].columns[0].reasons}


def test_numbers_count_where_the_table_is_about_something() -> None:
    """Of people, numbers that no word explains are settings."""
    found = proposed(
        laid(
            "members: email!* full_name lucky:num seats:int",
            "trips: member_id>members! distance:num",
            "wotsits: member_id>members! gauge:num",
        )
    )
    held = {name: [each.name for each in table.columns] for name, table in found.items()}
    assert held["members"] == ["email", "full_name"]
    assert held["trips"] == ["distance"]
    assert held["wotsits"] == ["gauge"]


def test_a_code_names_a_thing() -> None:
    """What a row is called by in lists says nothing of whose it is."""
    found = proposed(laid(USERS, "orders: user_id>users! remark parcel_sku"))
    assert [each.name for each in found["orders"].columns] == ["remark"]


def test_a_table_that_refers_to_itself_lets_go_of_rows_that_go() -> None:
    """Who brought somebody in may be erased first."""
    found = proposed(laid("users: email!* full_name brought_by>users"))
    assert [each.id for each in found["users"].unlink] == ["brought_by"]
    stays = proposed(laid("users: email!* full_name brought_by>users!"))
    assert stays["users"].fate is RowFate.CHANGE


def test_a_schema_and_strange_names_are_written_so_that_they_are_read() -> None:
    """Quoted, and never able to end a comment."""
    structure = laid("Kunden: email!* full_name yes", schema="shop")
    told = propose(structure, {}, service="shop", source="shop")
    found = parse(written(told, lambda _reason: "why\nnot", ["first\nsecond"]))
    assert found.tables["shop_kunden"].schema == "shop"
    assert found.tables["shop_kunden"].name == "Kunden"


def test_a_policy_names_the_categories_it_declares() -> None:
    """By term, by id, by the term above; what it does not declare is listed."""
    policy = parse_policy(
        "amana: 1\nservice: shop\ntitle: {en: P}\ncontroller: {name: {en: S}}\nlanguages: [en]\n"
        'data: {mail: {is: "pd:EmailAddress", name: {en: mail}}, name: {name: {en: name}},'
        ' who: {is: "pd:Demographic", name: {en: who}}, at: {is: "pd:Location", name: {en: p}}}\n'
        "purposes: {orders: {basis: contract, name: {en: orders}}}\n"
        "promises: {M1: {collect: [mail], for: [orders]}}\n",
        texts={},
    )
    assert [
        promised_as(kind, policy) for kind in ("email", "name", "gender", "health", "address")
    ] == [*("mail", "name", "who", None, "at")]
    told: Proposal = propose(
        laid("users: email!* gender blood_type"), {}, service="shop", source="shop", policy=policy
    )
    assert told.unpromised == (("users", "blood_type"),)


def test_profiles_and_what_hangs_on_two_of_a_persons_rows_are_theirs() -> None:
    """A profile with names of its own is its account's, not another person."""
    found = proposed(
        laid(
            "users: email!* username!* password",
            "profiles: user_id>users!* full_name phone birth_date:day subscribed:bool",
            "orders: user_id>users! total:num subscribed:bool",
            "order_lines: order_id>orders! total:num",
            "order_events: order_id>orders! order_line_id>order_lines! note_at:day",
            "event_notes: order_event_id>order_events! order_id>orders! text",
        )
    )
    assert links(found["profiles"]) == [("users", True)]
    assert links(found["order_events"]) == [("orders", True), ("order_lines", True)]
    held = {each.name: each.kind for each in found["orders"].columns}
    assert held["subscribed"] == "preferences"


def test_a_key_that_names_a_person_is_left_to_whoever_reads_the_map() -> None:
    """Rows that stay are found by it, so that it cannot become another."""
    people = StructureTable(
        name="people",
        schema=None,
        columns={
            name: StructureColumn(name=name, kind=ColumnKind.TEXT, type="", nullable=False)
            for name in ("email", "full_name")
        },
        primary_key=("email",),
        uniques=(("email",),),
    )
    bills = laid("bills: person_email>people! total:num").tables["bills"]
    found = proposed(Structure(dialect="sqlite", tables={"people": people, "bills": bills}))
    fates = {each.name: each.fate for each in found["people"].columns}
    assert fates == {"email": ColumnFate.KEEP, "full_name": ColumnFate.CONSTANT}


def test_tables_of_frameworks_are_lists_of_things() -> None:
    """And what a name ends with says what it is, where nothing else does."""
    names = (
        ("django_migrations", ("django", "migration"), Sort.REFERENCE),
        ("kbcategory", ("kbcategory",), Sort.REFERENCE),
        ("zzz", ("zzz",), Sort.UNKNOWN),
        ("المواعيد", ("مواعيد",), Sort.UNKNOWN),
    )
    for name, words, sort in names:
        assert sort_of(name, words) is sort


def test_an_address_in_a_list_of_few_is_the_organisations() -> None:
    """What many refer to and has a row or two is no list of people, though it has an address."""
    base = laid(
        USERS,
        "letters: title email sender",
        "issues: title letter_id!>letters",
        "subscriptions: user_id!>users letter_id!>letters",
    )
    few = {"email": seen(Look.EMAIL, looked=2), "title": seen(Look.NAME, 0.0, looked=2)}
    many = {"email": seen(Look.EMAIL), "title": seen(Look.NAME, 0.0)}
    assert set(proposed(base, letters=few)) == {"users", "subscriptions"}
    assert "letters" in proposed(base, letters=many)
    people = laid(USERS, "guests: email name", "stays: guest_id!>guests nights:num")
    assert "guests" in proposed(people, guests={"email": seen(Look.EMAIL, looked=2)})


def test_a_club_with_members_is_nobodys_alone() -> None:
    """One owner for each club, and many members: the club's own name is no owner's."""
    base = laid(
        USERS,
        "clubs: name founded:day",
        "members: user_id!>users club_id!>clubs",
        "owners: member_id!*>members club_id!*>clubs since:day",
    )
    shared = {"club_id": Tally(looked=40, distinct=3, counts={})}
    single = {"club_id": Tally(looked=40, distinct=40, counts={})}
    assert "clubs" not in proposed(base, members=shared)
    assert "clubs" in proposed(base, members=single)
    assert "clubs" in proposed(base)


def test_what_an_address_alone_finds_is_linked_to_who_has_that_address() -> None:
    """Who asks by the number of an account has the newsletter of the account's address."""
    tallies = {name: {"email": seen(Look.EMAIL)} for name in ("users", "newsletter")}
    found = proposed(laid(USERS, "newsletter: email! topic!"), **tallies)
    assert links(found["newsletter"]) == [("users", True)]
    assert found["newsletter"].via[0].link.columns == ("email",)
    assert [each.why for each in found["newsletter"].via[0].reasons] == [Why.HOLDS_THE_SAME]


def test_an_address_that_several_people_may_have_links_nothing() -> None:
    """By a family's address rows of another member would be found."""
    tallies = {name: {"email": seen(Look.EMAIL)} for name in ("users", "newsletter")}
    found = proposed(laid(USERS.replace("*", ""), "newsletter: email! topic!"), **tallies)
    assert links(found["newsletter"]) == []
