"""Ads: posted and changed on the package's own views, shown with what their owner chose."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_classified.models import Item
from django_classified.views import ItemCreateView, ItemDetailView, ItemUpdateView

from amana.sdk import AmanaRejected, AmanaUnreachable, RefusedByPolicy
from amana.sdk.django import client, person_id
from classifieds.forms import Ad
from classifieds.models import Housing, Listing

RENEW_AFTER = timedelta(days=30)
_SHOWN = ("ad_content", "ad_section")


class _Posting:
    """What both views do besides: everything is kept together, or nothing."""

    form_class = Ad

    def form_valid(self, form: Ad, formset: Any) -> HttpResponse:  # noqa: ANN401 - the package's own
        """Ask, keep, and ask whether it may show; a no takes all of it back."""
        with transaction.atomic():
            form.instance.user = self.request.user  # type: ignore[attr-defined]
            answer = super().form_valid(form, formset)  # type: ignore[misc]
            keep_housing(form.instance, form.cleaned_data["housing"])
            # Before Amana is told anything: what is kept there, no rollback takes back.
            ask_to_show(form.instance)
            keep_beside(form.instance, form.cleaned_data)
        messages.success(self.request, "إعلانك منشور.")  # type: ignore[attr-defined]
        return answer


class Post(_Posting, ItemCreateView):
    """A new ad."""


class Change(_Posting, ItemUpdateView):
    """An ad of one's own."""

    def get_initial(self) -> dict[str, object]:
        """Show what was chosen before."""
        listing = Listing.objects.filter(item=self.object).first()
        housing = Housing.objects.filter(item=self.object).first()
        return {
            **super().get_initial(),
            "show": [] if listing is None else list(listing.chosen),
            "housing": "" if housing is None else housing.kind,
        }


def keep_housing(item: Item, kind: str) -> None:
    """Keep which housing it offers, where it does; Amana is asked as the row is saved."""
    if kind:
        housing = Housing.objects.filter(item=item).first() or Housing(item=item)
        housing.kind = kind
        housing.save()
    else:
        Housing.objects.filter(item=item).delete()


def keep_beside(item: Item, given: dict[str, Any]) -> None:
    """Keep what of its owner is to show, and what is counted; tell Amana of both."""
    person, chosen, kind = str(person_id(item.user)), given["show"], given["housing"]
    Listing.objects.update_or_create(
        item=item,
        defaults={
            "show_name": "name" in chosen,
            "show_phone": "phone" in chosen,
            "show_email": "email" in chosen,
            "renew_by": timezone.now() + RENEW_AFTER,
        },
    )
    counted = {"section": str(item.group.section), "housing": kind or "none"}
    purposes = ["provide_service", "usage_patterns"]
    if not client().record_sets.is_gone("listing", str(item.pk)):
        # Asked before the one that stands goes: a no must leave it.
        client().collect(
            person, ["ad_section", "housing"], at="posting_ad", purposes=purposes
        ).require()
        client().record_sets.delete(type="listing", key=str(item.pk))
    client().records.collect(
        person,
        "listing",
        counted,
        key=str(item.pk),
        at="posting_ad",
        purposes=purposes,
    ).require()
    if chosen:
        client().choose(person, "consent", ["show_contact"])


def ask_to_show(item: Item) -> None:
    """Ask whether everybody may see the ad; raises ``RefusedByPolicy``."""
    has_housing = Housing.objects.filter(item=item).exists()
    data = (*_SHOWN, "housing") if has_housing else _SHOWN
    client().publish(str(person_id(item.user)), data, purpose="provide_service").require()


class Show(ItemDetailView):
    """An ad, with the contact data that its owner chose to show, and nothing else of them."""

    def get_context_data(self, **given: object) -> dict[str, object]:
        """Ask about what was chosen; where the answer is no, or none comes, nothing shows."""
        item: Item = self.object
        listing = Listing.objects.filter(item=item).first()
        return {
            **super().get_context_data(**given),
            "contact": {} if listing is None else _contact(item, listing),
            "housing": Housing.objects.filter(item=item).first(),
            "listing": listing,
        }


def _contact(item: Item, listing: Listing) -> dict[str, str]:
    """Return what may be shown of the owner."""
    chosen, owner = listing.chosen, item.user
    if not chosen or owner.closed_at is not None:
        return {}
    try:
        client().publish(
            str(person_id(owner)), chosen, purpose="show_contact", chosen=True
        ).require()
    except (RefusedByPolicy, AmanaUnreachable, AmanaRejected):
        return {}
    values = {"name": owner.first_name, "phone": owner.phone, "email": owner.email}
    return {name: values[name] for name in chosen if values[name]}


@login_required
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an ad of one's own run on."""
    item = get_object_or_404(Item, pk=pk, user=request.user)
    Listing.objects.filter(item=item).update(renew_by=timezone.now() + RENEW_AFTER)
    item.save()
    messages.success(request, "جدّدنا إعلانك ثلاثين يومًا.")
    return redirect("mine")
