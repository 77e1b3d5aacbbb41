"""What stays of a sale once the person is erased: what an account has to say, and no more."""

import pytest
from proposing import USERS, laid, proposed, seen

from amana.domain.proposal.looks import Look, Tally
from amana.domain.proposal.proposal import propose
from amana.domain.source.model import ColumnFate, RowFate


def _fates(described: str, **tallies: dict[str, Tally]) -> dict[str, ColumnFate | None]:
    """Return what becomes of each column of the one table beside that of people."""
    name = described.partition(":")[0]
    table = proposed(laid(USERS, described), **tallies)[name]
    assert table.fate is RowFate.CHANGE
    return {column.name: column.fate for column in table.columns}


@pytest.mark.promise("A29")
@pytest.mark.parametrize(
    "described",
    [
        "orders: user_id>users total:num ship_name ship_address recipient_name phone",
        "orders: user_id>users total:num note order_note gift_text delivery_instruction memo",
        "bookings: user_id>users price:num special_request guest_name city wishes",
        "طلب: user_id>users مبلغ:num ملاحظات_التوصيل اسم_المستلم عنوان_التوصيل",
        "invoices: user_id>users amount:num comment memo remark payment_note",
    ],
    ids=range(5),
)
def test_no_name_address_or_free_text_stays(described: str) -> None:
    """Of an order; and of an invoice no free text."""
    kept = {name for name, fate in _fates(described).items() if fate is ColumnFate.KEEP}
    assert not kept - {"total", "price", "amount", "مبلغ"}


@pytest.mark.promise("A29")
def test_invoices_say_who_paid_and_what() -> None:
    """The law asks for the name and the address there; both are counted, so that one knows."""
    described = "invoices: user_id>users number bill_to_name billing_address note amount:num"
    fates = _fates(described)
    assert [name for name, fate in fates.items() if fate is not ColumnFate.KEEP] == ["note"]
    told = propose(laid(USERS, described), {}, service="shop", source="shop")
    assert [name for _, name in told.staying] == ["bill_to_name", "billing_address"]


@pytest.mark.promise("A29")
def test_what_says_which_sale_it_was_stays() -> None:
    """Numbers, days, states, and what was bought."""
    described = "orders: user_id>users total:num placed_at status product_title payment_method"
    assert set(_fates(described).values()) == {ColumnFate.KEEP}


@pytest.mark.promise("A29")
@pytest.mark.parametrize("look", [Look.EMAIL, Look.INSIDE])
def test_a_state_in_which_addresses_stand_does_not_stay(look: Look) -> None:
    """One value is enough."""
    described = "orders: user_id>users total:num status"
    assert _fates(described)["status"] is ColumnFate.KEEP
    fates = _fates(described, orders={"status": seen(look, 1 / 40)})
    assert fates["status"] is ColumnFate.CLEAR


@pytest.mark.promise("A29")
def test_the_address_of_a_shipment_goes_and_that_of_a_bill_stays() -> None:
    """Both are details of the order."""
    found = proposed(
        laid(
            USERS,
            "orders: user_id>users total:num shipping_address_id!*>shipping_addresses "
            "billing_address_id!*>billing_addresses",
            "shipping_addresses: street recipient_name",
            "billing_addresses: street holder_name",
        )
    )
    fates = {
        name: {column.fate for column in found[name].columns}
        for name in ("shipping_addresses", "billing_addresses")
    }
    assert fates == {
        "shipping_addresses": {ColumnFate.CLEAR},
        "billing_addresses": {ColumnFate.KEEP},
    }
