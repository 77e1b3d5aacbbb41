"""The staff's desk: numbers of orders, and people only with a stated reason."""

from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from oscar.core.loading import get_model

from amana.sdk import AmanaRejected, RefusedByPolicy
from amana.sdk.messages import MessageClass
from store import sharing
from store.around import account_of
from store.asking import asking
from store.forms import LookForm, ReleaseForm
from store.models import Proposal, User

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

Order = get_model("order", "Order")
_MOST = 20
_GROUNDS = {"authority": "law", "new_owner": "merger"}
_ASKED = ("recipient", "asker", "contact", "reference", "reason")
View = Callable[[HttpRequest], HttpResponse]


def staff_only(view: View) -> View:
    """Let staff in; for everybody else there is no such page."""

    @wraps(view)
    def page(request: HttpRequest) -> HttpResponse:
        who = account_of(request)
        if not (who.is_authenticated and who.is_staff):
            raise Http404
        return view(request)

    return page


@staff_only
def desk(request: HttpRequest) -> HttpResponse:
    """Show orders by their numbers; whose they are is seen by looking, with a reason."""
    return render(
        request,
        "store/staff.html",
        {
            "orders": Order.objects.select_related("user")[:_MOST],
            "form": LookForm(),
            "release": ReleaseForm(auto_id="release_%s"),
            "releases": sharing.releases(),
        },
    )


@staff_only
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Show how to reach somebody, for a stated reason; they see it in their copy."""
    form = LookForm(request.POST)
    seen = None
    if form.is_valid():
        staff = str(request.user.pk)
        seen = asking().looks_in(
            form.cleaned_data["person"], staff=staff, reason=form.cleaned_data["reason"]
        )
    return render(request, "store/look.html", {"form": form, "seen": seen})


@staff_only
@require_POST
def deliver(request: HttpRequest) -> HttpResponse:
    """Hand an order to the courier, and note that it arrived."""
    order = get_object_or_404(Order, number=request.POST.get("number", ""), done_at=None)
    asking().hand_to_courier(order.user_id)
    asking().delivered(order.user_id, order.number)
    with transaction.atomic():
        order.done_at = timezone.now()
        order.set_status("done")
        order.save(update_fields=["done_at"])
    return _done(request, "سُلِّم الطلب. تُرسل رسالة التقييم بعد أسبوعين ما لم يوقفها العميل.")


@staff_only
@require_POST
def call(request: HttpRequest) -> HttpResponse:
    """Tell a caller of the recording, or take a recording in."""
    person = request.POST.get("person", "")
    if request.POST.get("step") == "told":
        asking().caller_told(person)
        return _done(request, "سُجِّل أن المتصل أُعلم بالتسجيل.")
    asking().records_call(person, request.POST.get("recording", "")[:500])
    return _done(request, "حُفظ تسجيل المكالمة.")


@staff_only
@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """Draw somebody: refused for who did not enter."""
    winner = asking().draws(request.POST.get("person", ""))
    return _done(request, f"الفائز في السحب: {winner['name']}")


@staff_only
@require_POST
def fraud(request: HttpRequest) -> HttpResponse:
    """Look for signs of fraud in somebody's orders."""
    asking().look_for_fraud(request.POST.get("person", ""))
    return _done(request, "لا علامات احتيال في طلبات هذا الحساب.")


@staff_only
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Put an address right as the verification agency has it."""
    asking().verifier_corrects(
        request.POST.get("person", ""), request.POST.get("address", "")[:200]
    )
    return _done(request, "صُحِّح العنوان من وكالة التحقق، وبقي القديم في السجل مع مصدره.")


@staff_only
@require_POST
def release(request: HttpRequest) -> HttpResponse:
    """Propose a release on a legal ground; another person approves it in the console."""
    form = ReleaseForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "store/release.html", {"form": form}, status=422)
    asked = {name: form.cleaned_data[name] for name in _ASKED}
    person = get_object_or_404(User, pk=form.cleaned_data["person"])
    proposed = sharing.propose_release(
        person.pk,
        {
            **asked,
            "ground": _GROUNDS.get(asked["recipient"], "fraud"),
            "sha256": _sha256(form.cleaned_data["document"]),
        },
    )
    Proposal.objects.create(release=proposed, person=person)
    return _done(request, "رُفع الطلب. لا يخرج شيء قبل أن يوافق عليه شخص ثانٍ في لوحة أمانة.")


def _sha256(document: "UploadedFile[Any]") -> str:
    """Return the hash of the document by which a release is asked for; the file is not kept."""
    digest = sha256()
    for part in document.chunks():
        digest.update(part)
    return digest.hexdigest()


@staff_only
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Note that what an approved release permits was handed over."""
    proposal = get_object_or_404(Proposal, pk=request.POST.get("release", ""))
    if not sharing.hand_over(str(proposal.pk), proposal.person.pk):
        messages.error(request, "لم يخرج شيء: لم يوافق شخص ثانٍ بعد.")
        return redirect("staff")
    return _done(request, "سُجِّل التسليم، ويراه صاحبه في نسخته.")


@staff_only
@require_POST
def offers(request: HttpRequest) -> HttpResponse:
    """Have the offer and the newsletter mailed to those who want them, whoever else is refused."""
    day, refused = timezone.localdate().isoformat(), 0
    known = User.objects.filter(is_active=True, is_staff=False).order_by("pk")
    for person in list(known.values_list("pk", flat=True)):
        try:
            refused += _offer(person, asking().wants(person), day)
        except (RefusedByPolicy, AmanaRejected):
            refused += 1
    if refused:
        messages.warning(request, f"رُفض إرسال رسائل عددها {refused}.")
    return _done(request, "أُرسلت العروض والنشرة إلى من وافق عليها وحده.")


def _offer(person: str, wants: Mapping[str, bool], day: str) -> int:
    """Have sent to somebody what they want, each once a day; return how many were refused."""
    refused = 0
    for purpose, word, kind, words in _LETTERS:
        if not wants[word]:
            continue
        try:
            if purpose == "newsletter":
                asking().writes_newsletter(person)
            asking().amana.messages.send(
                person,
                message_class=kind,
                purpose=purpose,
                channel="email",
                words={"ar": words},
                key=f"{purpose}-{day}-{person}",
            )
        except (RefusedByPolicy, AmanaRejected):
            refused += 1
    return refused


_LETTERS: Final[tuple[tuple[str, str, MessageClass, tuple[str, str]], ...]] = (
    (
        "tailored_offers",
        "offers",
        "promotional",
        ("عرض اخترناه لك", "خصم عشرة في المئة على أغطية الأسرّة هذا الأسبوع."),
    ),
    ("newsletter", "newsletter", "newsletter", ("نشرة منوال", "وصلت بسط جديدة من صوف الغنم.")),
)
"""What is sent to who wants it; Amana writes the way out under it."""


def _done(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("staff")
