"""What anybody sees: the first page, and the page of a business."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from scheduling.models import Business


def front(request: HttpRequest) -> HttpResponse:
    """Show what Miqat is, and who uses it."""
    found = Business.objects.filter(offers__isnull=False, owner__closed_at=None).distinct()
    return render(request, "miqat/front.html", {"businesses": found.order_by("-pk")[:12]})


def business(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a business and what it offers."""
    found = get_object_or_404(Business, slug=slug)
    return render(request, "miqat/business.html", {"business": found})
