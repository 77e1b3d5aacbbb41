"""A person's own page: what they ordered, how to reach them, what they chose, their copy."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from oscar.core.loading import get_model

from amana.sdk import AmanaRejected
from store import reviews
from store.around import account_of
from store.asking import asking
from store.forms import ContactForm
from store.letters import write

Order = get_model("order", "Order")


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """Show the account."""
    person = str(request.user.pk)
    return render(
        request,
        "store/account.html",
        {
            "contact": asking().contact(person, "account"),
            "orders": Order.objects.filter(user=request.user),
            "wants": asking().wants(person),
            "reviews": reviews.own_reviews(person),
        },
    )


@login_required
def contact(request: HttpRequest) -> HttpResponse:
    """Put right how the shop reaches somebody."""
    person = str(request.user.pk)
    form = ContactForm(request.POST or None, initial=asking().contact(person, "account"))
    if request.method == "POST" and form.is_valid():
        asking().corrects(person, form.cleaned_data)
        messages.success(request, "حُفظت بياناتك.")
        return redirect("account")
    return render(request, "store/contact.html", {"form": form})


@login_required
@require_POST
def choices(request: HttpRequest) -> HttpResponse:
    """Follow what somebody chose: offers, the newsletter, the analysis of what they like."""
    person, said = str(request.user.pk), request.POST.get("say", "")
    amana = asking().amana
    if said == "offers-yes":
        amana.choose(person, "consent", ["tailored_offers"])
    elif said == "offers-no":
        amana.choose(person, "opt_out", ["tailored_offers"])
    elif said == "analysis-no":
        amana.choose(person, "opt_out", ["preferences", "better_products"])
    elif said == "analysis-yes":
        amana.choose(person, "opt_in", ["preferences", "better_products"])
    elif said == "newsletter-no":
        amana.choose(person, "withdraw", ["newsletter"])
    elif said == "newsletter-yes":
        token = asking().asks_for_newsletter(person)
        link = request.build_absolute_uri(reverse("confirm", args=[token]))
        write(
            request.user,
            purpose="account",
            subject="أكد اشتراكك في نشرة منوال",
            text=f"لتصلك النشرة افتح هذا الرابط:\n{link}\nإن لم تطلبها فأهمل هذه الرسالة.",
        )
        messages.info(request, "أرسلنا إليك رسالة: اشتراكك يبدأ حين تفتح رابطها.")
        return redirect("account")
    messages.success(request, "عملنا بما اخترته من هذه اللحظة.")
    return redirect("account")


@login_required
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Let a subscription count, by the button behind the letter's link."""
    if request.method == "POST":
        user = account_of(request)
        try:
            asking().confirms_newsletter(str(user.pk), user.email, token)
        except AmanaRejected:
            return render(request, "store/confirm.html", {"state": "over"}, status=410)
        return render(request, "store/confirm.html", {"state": "done"})
    return render(request, "store/confirm.html", {"state": "asked"})


@login_required
@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """Enter the draw."""
    asking().enters_draw(str(request.user.pk), account_of(request).email)
    messages.success(request, "دخلت السحب. نبلغك بالنتيجة إن فزت.")
    return redirect("account")


@login_required
@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """Ask for a copy; it is fetched in the privacy centre after a check of identity."""
    asking().asks_for_copy(str(request.user.pk))
    messages.success(
        request, "وصلنا طلبك. تجد النسخة في مركز الخصوصية خلال 30 يومًا، وغالبًا خلال دقائق."
    )
    return redirect("account")


@login_required
def close(request: HttpRequest) -> HttpResponse:
    """Close the account: what was promised to end with it ends from then on."""
    if request.method == "POST":
        person, account = str(request.user.pk), account_of(request)
        asking().amana.records.note_event(person, "account_closed")
        account.closed_at = timezone.now()
        account.is_active = False
        account.save(update_fields=["closed_at", "is_active"])
        logout(request)
        return render(request, "store/closed.html")
    return render(request, "store/close.html")
