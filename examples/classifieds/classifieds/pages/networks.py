"""Signing in with an account of a made-up network: what it tells is shown before it is taken."""

import secrets
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import httpx
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET, require_POST

from amana.sdk.django import client, person_id
from classifieds.models import Account, SocialAccount
from classifieds.privacy import SOCIAL, SOCIAL_FOR

NETWORKS: Final = {"liqa": "لقاء", "nidaa": "نداء", "dawwar": "دوّار"}
_STATE: Final = "souq_network"
_SECONDS: Final = 10.0
_BACKEND: Final = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a network tells of somebody."""

    number: str
    name: str
    phone: str
    email: str
    photo: str


@require_GET
def leave(request: HttpRequest, network: str) -> HttpResponse:
    """Send the visitor to the network, with a word by which their coming back is known."""
    if network not in NETWORKS:
        raise Http404
    state = secrets.token_urlsafe(16)
    request.session[_STATE] = [network, state]
    back = request.build_absolute_uri(f"/network/{network}/back/")
    return redirect(
        f"{settings.TAGS}/{network}/authorize?{urlencode({'back': back, 'state': state})}"
    )


@require_GET
def back(request: HttpRequest, network: str) -> HttpResponse:
    """Show what the network tells. Nothing of it is kept: it is asked for again after the yes."""
    given = request.GET.get("code", "")
    if not _is_awaited(request, network) or not given:
        raise Http404
    told = _ask(network, given)
    known = SocialAccount.objects.filter(network=network, number=told.number).first()
    if known is not None and known.account.closed_at is None:
        del request.session[_STATE]
        _check(known.account)
        login(request, known.account, backend=_BACKEND)
        return redirect("mine")
    shown = {"told": told, "network": network, "title": NETWORKS[network], "code": given}
    return render(request, "souq/network.html", shown)


def _is_awaited(request: HttpRequest, network: str) -> bool:
    """Tell whether this visitor left for this network, and came back with the word they got."""
    sent_to, state = request.session.get(_STATE, ("", ""))
    came = request.GET.get("state", "")
    return bool(state) and sent_to == network and constant_time_compare(came, state)


@require_POST
def take(request: HttpRequest, network: str) -> HttpResponse:
    """Take over what was shown, for an account of its own."""
    if request.session.pop(_STATE, ("", ""))[0] != network:
        raise Http404
    told = _ask(network, request.POST.get("code", ""))
    with transaction.atomic():
        account = Account(username=secrets.token_hex(8))
        account.set_unusable_password()
        account.save()
        person = str(person_id(account))
        client().collect(
            person,
            SOCIAL,
            at="registration",
            purposes=SOCIAL_FOR,
            origin="third-party",
            source=f"network_{network}",
        ).require()
        SocialAccount.objects.create(
            account=account,
            network=network,
            number=told.number,
            name=told.name,
            phone=told.phone,
            email=told.email,
            photo=told.photo,
        )
        client().persons.declare_countries(person, ["JO"])
        _check(account)
    login(request, account, backend=_BACKEND)
    messages.success(request, "أخذنا من حسابك ما رأيته، ولا يخدم إلا تسجيلك والتحقق منك.")
    return redirect("accept")


def _check(account: Account) -> None:
    """Use what the network told for what it is there for: verification, and against fraud."""
    for purpose in ("identity_verification", "security_fraud"):
        client().use(str(person_id(account)), SOCIAL, purpose=purpose).require()


def _ask(network: str, code: str) -> Told:
    """Ask the network, from server to server."""
    if network not in NETWORKS:
        raise Http404
    url = f"{settings.NETWORKS}/{network}/profile"
    answer = httpx.get(url, params={"code": code}, timeout=_SECONDS, trust_env=False)
    if answer.status_code != httpx.codes.OK:
        raise Http404
    said = answer.json()
    return Told(**{name: str(said[name])[:2000] for name in Told.__slots__})
