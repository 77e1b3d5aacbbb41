"""The shop's pages."""

from bookshop.models import Address, Opinion
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from amana.sdk.django.telling import told


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show the account, with the way to the privacy centre; a post keeps an address."""
    if request.method == "POST":
        Address.objects.create(user_id=request.user.pk, line=request.POST["line"])
    return render(request, "account.html", {"card": "4111 1111 1111 1111"})


def opinion(request: HttpRequest) -> HttpResponse:
    """Keep what somebody says."""
    Opinion.objects.create(writer=request.POST.get("writer", ""), said=request.POST["said"])
    return HttpResponse("kept")


def signal(_: HttpRequest) -> HttpResponse:
    """Show nothing of anybody."""
    return HttpResponse("shown")


urlpatterns = [
    path("account", account),
    path("signal", signal),
    path("opinion", opinion),
    path("amana/told", told),
]
