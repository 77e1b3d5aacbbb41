"""The goods, an order of them, and what somebody ordered. The basket is oscar's own."""

import secrets
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from oscar.core.loading import get_class, get_model

from amana.sdk import AmanaRejected, AmanaUnreachable, RefusedByPolicy
from store import gateway
from store.around import account_of
from store.asking import asking
from store.forms import CardForm
from store.letters import write

Product = get_model("catalogue", "Product")
Order = get_model("order", "Order")
Source = get_model("payment", "Source")
SourceType = get_model("payment", "SourceType")
OrderCreator = get_class("order.utils", "OrderCreator")
OrderNumberGenerator = get_class("order.utils", "OrderNumberGenerator")
OrderTotalCalculator = get_class("checkout.calculators", "OrderTotalCalculator")
Free = get_class("shipping.methods", "Free")

_MOST_LIKED = 3


def home(request: HttpRequest) -> HttpResponse:
    """Show the goods; to who did not object, those first that they may like."""
    goods = list(Product.objects.browsable().order_by("pk"))
    liked: list[object] = []
    user = account_of(request)
    if user.is_authenticated and not user.is_staff:
        bought = set(Order.objects.filter(user=user).values_list("lines__product__pk", flat=True))
        if bought - {None} and asking().prefers(str(user.pk)):
            kinds = {tuple(_kinds(each)) for each in goods if each.pk in bought}
            liked = [
                each for each in goods if each.pk not in bought and tuple(_kinds(each)) in kinds
            ]
    return render(request, "store/home.html", {"goods": goods, "liked": liked[:_MOST_LIKED]})


def account_basket(request: HttpRequest) -> Any:  # noqa: ANN401 - oscar's basket
    """Return the basket that oscar's middleware puts on the request."""
    return vars(request)["basket"]


def _kinds(product: Any) -> list[int]:  # noqa: ANN401 - oscar's goods
    return sorted(each.pk for each in product.categories.all())


@login_required
def checkout(request: HttpRequest) -> HttpResponse:
    """Take an order and its payment: the card's number goes to the gateway alone."""
    basket = account_basket(request)
    if basket.is_empty:
        messages.info(request, "سلتك فارغة.")
        return redirect("home")
    person = str(request.user.pk)
    contact = asking().contact(person, "orders")
    form = CardForm(request.POST or None)
    charge = Free().calculate(basket)
    total = OrderTotalCalculator().calculate(basket, charge)
    if request.method == "POST" and form.is_valid():
        try:
            bought = _buy(request, form.cleaned_data["card"], total, charge)
        except gateway.NotPaid:
            form.add_error("card", "لم تقبل بوابة الدفع هذه البطاقة.")
        else:
            _tell(request, bought, form.cleaned_data["note"])
            return redirect("order", number=bought.number)
    return render(
        request,
        "store/checkout.html",
        {"form": form, "basket": basket, "total": total, "contact": contact},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bought:
    """An order that was paid, in the words of its letter."""

    number: str
    what: str
    paid: str
    end: str
    """The last four digits of the card."""


def _buy(
    request: HttpRequest,
    card: str,
    total: Any,  # noqa: ANN401 - oscar's price
    charge: Any,  # noqa: ANN401 - the same
) -> _Bought:
    """Ask about every part, keep the order, and pay last; whatever fails takes all of it back.

    Raises ``NotPaid``, and what Amana's client raises; nothing is kept or paid then.
    """
    basket, person, ask = account_basket(request), str(request.user.pk), asking()
    number = f"{OrderNumberGenerator().order_number(basket)}{secrets.randbelow(10**4):04}"
    what = "، ".join(each.product.get_title() for each in basket.all_lines())
    paid = f"{total.incl_tax:.2f} ر.ق"
    ask.look_for_fraud(person)
    reference = ""
    try:
        end = ask.buys(person, number=number, what=what, paid=paid, card=card)
        ask.hand_to_gateway(person)
        # The rows ask once more as they are saved: a no to one of them takes all of them back.
        with transaction.atomic():
            source = _keep(request, number, end, total, charge)
            reference = gateway.pay(card, total.incl_tax)
            Source.objects.filter(pk=source.pk).update(reference=reference)
    except BaseException:
        if reference:
            gateway.pay_back(reference)
        ask.takes_back(number)
        raise
    return _Bought(number=number, what=what, paid=paid, end=end)


def _keep(
    request: HttpRequest,
    number: str,
    end: str,
    total: Any,  # noqa: ANN401 - oscar's price
    charge: Any,  # noqa: ANN401 - the same
) -> Any:  # noqa: ANN401 - oscar's note of a payment
    """Write the order's rows; return the one that takes the payment's reference."""
    basket = account_basket(request)
    made = OrderCreator().place_order(
        basket, total, Free(), charge, user=request.user, order_number=number, request=request
    )
    kind, _ = SourceType.objects.get_or_create(name="بوابة الدفع قيد")
    source = Source.objects.create(
        order=made,
        source_type=kind,
        currency="QAR",
        amount_debited=Decimal(total.incl_tax),
        label=f"•••• {end}",
    )
    basket.submit()
    return source


def _tell(request: HttpRequest, bought: _Bought, note: str) -> None:
    """Pass the note on and write the letter; the order is paid, and stands without either."""
    try:
        if note:
            asking().writes(str(request.user.pk), note)
    except (RefusedByPolicy, AmanaRejected, AmanaUnreachable):
        messages.warning(request, "طلبك قائم، لكن ملاحظتك لم تُحفظ.")
    try:
        write(
            request.user,
            purpose="orders",
            subject=f"طلبك {bought.number} في منوال",
            text=(
                f"استلمنا طلبك: {bought.what}.\n"
                f"المدفوع: {bought.paid} بالبطاقة المنتهية بـ {bought.end}."
            ),
        )
    except (RefusedByPolicy, AmanaRejected, AmanaUnreachable, OSError):
        messages.warning(request, "طلبك قائم، لكن رسالته لم تُرسل.")


@login_required
def order(request: HttpRequest, number: str) -> HttpResponse:
    """Show somebody an order of theirs."""
    found = get_object_or_404(Order, number=number, user=request.user)
    return render(request, "store/order.html", {"order": found, "source": found.sources.first()})
