"""What people write: reviews, and letters to the shop."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from oscar.core.loading import get_model

from store import reviews
from store.asking import asking
from store.forms import LetterForm, ReviewForm

Product = get_model("catalogue", "Product")
_WISHES = ("own_name", "anonymous", "withdraw")


@login_required
def review(request: HttpRequest, product: int) -> HttpResponse:
    """Hand a review in; it waits for somebody who judges it."""
    found = get_object_or_404(Product, pk=product)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = str(request.user.pk)
        with asking().amana.using(person, "contact", purpose="account") as record:
            name = record.text("name")
        reviews.review(
            person,
            product=product,
            text=form.cleaned_data["text"],
            name=name,
            named=form.cleaned_data["shown_as"] == "own_name",
        )
        asking().looks_through_review(person)
        messages.success(request, "وصل رأيك. يظهر بعد أن يراجعه فريقنا.")
        return redirect("account")
    return render(request, "store/review.html", {"form": form, "product": found})


@login_required
@require_POST
def change(request: HttpRequest, publication: UUID) -> HttpResponse:
    """Follow a change of mind: under the name, without, or not at all."""
    wish = request.POST.get("wish", "")
    if wish in _WISHES:
        reviews.change_review(str(request.user.pk), str(publication), wish=wish)
        messages.success(request, "عملنا باختيارك.")
    return redirect("account")


@login_required
def letter(request: HttpRequest) -> HttpResponse:
    """Take a letter to the shop in."""
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asking().writes(str(request.user.pk), form.cleaned_data["text"])
        messages.success(request, "وصلت رسالتك.")
        return redirect("account")
    return render(request, "store/letter.html", {"form": form})
