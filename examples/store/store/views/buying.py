"""The goods, an order of them, and what somebody ordered. The basket is oscar's own."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from oscar.core.loading import get_class, get_model

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
        token = gateway.pay(form.cleaned_data["card"], total.incl_tax)
        if token is None:
            form.add_error("card", "لم تقبل بوابة الدفع هذه البطاقة.")
        else:
            number = str(OrderNumberGenerator().order_number(basket))
            _place(request, number, form.cleaned_data, token, total, charge)
            return redirect("order", number=number)
    return render(
        request,
        "store/checkout.html",
        {"form": form, "basket": basket, "total": total, "contact": contact},
    )


def _place(  # noqa: PLR0913, PLR0917 - what an order is made of
    request: HttpRequest,
    number: str,
    told: dict[str, str],
    token: str,
    total: Any,  # noqa: ANN401 - oscar's price
    charge: Any,  # noqa: ANN401 - the same
) -> None:
    """Keep the order, where Amana permits each part of it; a no takes all of it back."""
    basket, person = account_basket(request), str(request.user.pk)
    what = "، ".join(each.product.get_title() for each in basket.all_lines())
    paid = f"{total.incl_tax:.2f} ر.ق"
    ask = asking()
    ask.look_for_fraud(person)
    end = ask.buys(person, number=number, what=what, paid=paid, card=told["card"])
    ask.hand_to_gateway(person)
    made = OrderCreator().place_order(
        basket, total, Free(), charge, user=request.user, order_number=number, request=request
    )
    kind, _ = SourceType.objects.get_or_create(name="بوابة الدفع قيد")
    Source.objects.create(
        order=made,
        source_type=kind,
        currency="QAR",
        amount_debited=Decimal(total.incl_tax),
        reference=token,
        label=f"•••• {end}",
    )
    if told["note"]:
        ask.writes(person, told["note"])
    basket.submit()
    write(
        request.user,
        purpose="orders",
        subject=f"طلبك {number} في منوال",
        text=f"استلمنا طلبك: {what}.\nالمدفوع: {paid} بالبطاقة المنتهية بـ {end}.",
    )


@login_required
def order(request: HttpRequest, number: str) -> HttpResponse:
    """Show somebody an order of theirs."""
    found = get_object_or_404(Order, number=number, user=request.user)
    return render(request, "store/order.html", {"order": found, "source": found.sources.first()})
