"""One's own pages: what one chose, what is known, whom it may reach."""

from collections.abc import Mapping
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_classified.models import Item

from amana.domain.words import Language
from amana.sdk import HowSaid, RefusedByPolicy
from amana.sdk.django import client, person_id
from classifieds.forms import Letter, Profile
from classifieds.models import Account, SocialAccount
from classifieds.privacy import OFFERS

LETTERS: Final = {
    "newsletter": "النشرة البريدية",
    "job_alerts": "تنبيهات الوظائف",
    "ad_renewal": "التذكير بتجديد إعلانك",
    "special_offers": "الإعلانات والعروض الخاصة",
}
USES: Final = {
    "personalise": "اقتراح إعلانات تلائم ما تتصفّحه هنا",
    "show_contact": "إظهار بيانات الاتصال التي تختارها في إعلاناتك",
    "partner_marketing": "إعطاء بريدك لشركة التسويق «رواج»",
}
_CONFIRMED: Final[Mapping[Language, tuple[str, str]]] = {
    "ar": (
        "أوقفنا العروض والإعلانات",
        "وصلتنا رسالتك. لن يصلك منا نشرة ولا تنبيه ولا تذكير ولا عرض.",
    )
}


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show one's ads, notices, and the ways to all else."""
    account: Account = request.user
    person = str(person_id(account))
    shown = {
        "ads": Item.objects.filter(user=account).select_related("group__section", "listing"),
        "notices": client().messages.notices(person, unread=True)[:5],
        "social": SocialAccount.objects.filter(account=account).first(),
        "suggested": _suggested(account),
    }
    return render(request, "souq/mine.html", shown)


def _suggested(account: Account) -> list[Item]:
    """Return ads of the sections that somebody posts in, where they agreed to be suggested any."""
    try:
        client().use(str(person_id(account)), ["ad_section"], purpose="personalise").require()
    except RefusedByPolicy:
        return []
    sections = account.item_set.values_list("group__section", flat=True)
    found = Item.active.filter(group__section__in=sections).exclude(user=account)
    return list(found.select_related("group")[:4])


@login_required
@require_http_methods(["GET", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """Show each sort of letter and each use with a switch of its own, and take a word."""
    person = str(person_id(request.user))
    known = LETTERS | USES
    if request.method == "POST":
        purpose, wanted = request.POST.get("purpose", ""), request.POST.get("wanted") == "yes"
        if purpose not in known:
            return redirect("choices")
        how = HowSaid(language="ar", means="switch")
        client().choose(person, "consent" if wanted else "withdraw", [purpose], how=how)
        if purpose in OFFERS:
            client().choose(person, "opt_in" if wanted else "opt_out", [purpose], how=how)
        messages.success(request, f"سجّلنا اختيارك: {known[purpose]}.")
        return redirect("choices")
    held = client().choices(person)
    on = set(held.consented) - set(held.objected)
    rows = {
        "letters": [(key, said, key in on) for key, said in LETTERS.items()],
        "uses": [(key, said, key in on) for key, said in USES.items()],
    }
    return render(request, "souq/choices.html", rows)


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Correct what one gave; Amana is asked before it is kept."""
    account: Account = request.user
    kept = {"name": account.first_name, "phone": account.phone, "address": account.address}
    form = Profile(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        account.first_name, account.phone = given["name"], given["phone"]
        account.address = given["address"]
        account.save()
        messages.success(request, "صحّحنا بياناتك.")
        return redirect("profile")
    return render(request, "souq/profile.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Take a letter to the site: who wants no more offers gets none, and an answer that says so."""
    form = Letter(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = str(person_id(request.user))
        if wants_no_offers(form.cleaned_data["text"]):
            how = HowSaid(language="ar", means="written")
            client().choose(person, "opt_out", OFFERS, how=how)
            client().messages.send(
                person,
                message_class="service",
                purpose="communicate",
                channel="email",
                words=_CONFIRMED,
                language="ar",
            )
            messages.success(request, "أوقفنا العروض والإعلانات، وأرسلنا إليك ما يؤكد ذلك.")
        else:
            messages.info(request, "للأمور الأخرى اكتب إلى privacy@souqalhayy.example.")
        return redirect("write")
    return render(request, "souq/write.html", {"form": form})


def wants_no_offers(text: str) -> bool:
    """Tell whether somebody writes that they want no promotion."""
    no = ("لا أريد", "لا اريد", "أوقفوا", "اوقفوا", "إلغاء", "الغاء", "stop", "unsubscribe")
    what = ("عروض", "إعلان", "اعلان", "ترويج", "نشرة", "رسائل", "offers", "promotion", "mail")
    folded = text.lower()
    return any(word in folded for word in no) and any(word in folded for word in what)


@login_required
@require_http_methods(["GET", "POST"])
def call_me(request: HttpRequest) -> HttpResponse:
    """Ask to be called: the call centre gets what it needs, after a yes to just that."""
    ads = Item.objects.filter(user=request.user)
    if request.method == "POST":
        person = str(person_id(request.user))
        if request.POST.get("agrees") == "yes":
            how = HowSaid(language="ar", means="checkbox")
            client().choose(person, "consent", ["support"], how=how)
        data = ("name", "phone", "ad_content")
        client().disclose(person, data, purpose="support", recipient="call_centre").require()
        messages.success(request, "أعطينا مركز الاتصالات «مجيب» اسمك وهاتفك ونص إعلانك ليتصل بك.")
        return redirect("call-me")
    return render(request, "souq/call_me.html", {"ads": ads})


@login_required
@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """Put away the notices that were read."""
    person = str(person_id(request.user))
    client().messages.read(person, request.POST.getlist("notice"))
    return redirect("mine")
