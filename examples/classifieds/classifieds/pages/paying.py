"""Paying to stand out. A card is typed at the processor's own page and never comes here."""

from decimal import Decimal
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_classified.models import Item

from amana.sdk import HowSaid
from amana.sdk.django import client, person_id
from classifieds.models import Listing, Payment

PRICE: Final = Decimal("3.000")


@login_required
@require_http_methods(["GET", "POST"])
def stand_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the processor take the money, after a yes to what it is told; note what was paid."""
    item = get_object_or_404(Item, pk=pk, user=request.user)
    if request.method == "POST":
        person = str(person_id(request.user))
        if request.POST.get("agrees") == "yes":
            how = HowSaid(language="ar", means="checkbox")
            client().choose(person, "consent", ["payment"], how=how)
        with transaction.atomic():
            Payment.objects.create(
                account=request.user, item=item, amount=PRICE, paid_at=timezone.now()
            )
            data = ("name", "payment_history")
            client().disclose(person, data, purpose="payment", recipient="card_processor").require()
            Listing.objects.update_or_create(item=item, defaults={"stands_out": True})
        messages.success(request, "دفعت ثلاثة دنانير عند «دفعة»، وصار إعلانك بارزًا.")
        return redirect("mine")
    return render(request, "souq/stand_out.html", {"item": item, "price": PRICE})
