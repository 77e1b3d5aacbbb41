"""The staff's desk: the kitchen, support with a stated reason, what leaves, and the list."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response
from services_app.fields import NotTaken

from amana.sdk import Answer, RefusedByPolicy
from ordering import meals
from ordering.pages.ordering import tell
from ordering.visit import Form, NotThere, Visit, Visiting

router = APIRouter()
STAFF = "desk"
"""By which name readings by the desk stand on the ledger."""
PARTNERS = ("restaurants", "affiliate", "advertiser")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was decided about one person."""

    number: str
    about: str
    permitted: bool
    reasons: tuple[str, ...]
    promises: tuple[str, ...]


@router.get("/desk")
def desk(visit: Visiting) -> Response:
    """Show what there is to do; nobody is named here."""
    visit.who("staff")
    return visit.page(
        "desk.html",
        going_on=meals.latest(visit.db, going_on=True),
        latest=meals.latest(visit.db),
        questions=meals.questions(visit.db),
    )


@router.post("/desk/orders/{meal}/next")
def go_on(visit: Visiting, form: Form, meal: str) -> Response:
    """Hand an order to the kitchen, say that it is ready, or that it was fetched."""
    _ = form
    visit.who("staff")
    found = _meal(visit, meal)
    if found.state == "placed":
        _hand_to_kitchen(visit, found)
    if found.state == "ready":
        visit.keeping.order_is_done(found.person, found.record, found.payment)
    meals.go_on(visit.db, found)
    after = _meal(visit, meal)
    if after.state == "ready" and found.state != "ready":
        tell(visit, after)
    return visit.go("/desk")


def _hand_to_kitchen(visit: Visit, meal: meals.Meal) -> None:
    """Let the operating company have what the order needs: who fetches it, and what it is."""
    visit.parts.amana.disclose(
        meal.person,
        ("name", "phone", "order_booking"),
        purpose="orders",
        recipient="operator",
    ).require()


@router.post("/desk/look")
def look(visit: Visiting, form: Form) -> Response:
    """Show whose an order is, to a member of staff who says why they look."""
    visit.who("staff")
    found = _meal(visit, form.values.get("order", ""))
    reason = form.text("reason", shortest=5, longest=200)
    values = {
        kind: _read(visit, kind, found.id, found.person, reason) for kind in ("fetching", "order")
    }
    return visit.page("looked.html", order=found, who=values["fetching"], what=values["order"])


@router.post("/desk/questions/{number}")
def open_question(visit: Visiting, form: Form, number: str) -> Response:
    """Show who asked what, to a member of staff who says why they look."""
    visit.who("staff")
    question = meals.question(visit.db, number)
    if question is None:
        raise NotThere
    reason = form.text("reason", shortest=5, longest=200)
    who = _read(visit, "question", number, question.person, reason)
    return visit.page("question.html", number=number, who=who)


@router.post("/desk/questions/{number}/answer")
def answer(visit: Visiting, form: Form, number: str) -> Response:
    """Send an answer to the address that was given for it."""
    visit.who("staff")
    question = meals.question(visit.db, number)
    if question is None:
        raise NotThere
    visit.parts.letters.answer(question.person, form.text("text", shortest=3, longest=1000))
    meals.answered(visit.db, number)
    return visit.go("/desk")


def _read(visit: Visit, kind: str, key: str, person: str, reason: str) -> Mapping[str, object]:
    given = visit.parts.amana.records.read(
        type=kind, key=key, person=person, purposes=["support"], staff=STAFF, reason=reason
    )
    return given.require().values


@router.post("/desk/feedback")
def feedback(visit: Visiting, form: Form) -> Response:
    """Read what people wrote, without who they are, to improve the app."""
    _ = form
    visit.who("staff")
    found = [
        str(record.values["text"])
        for record in visit.parts.amana.record_sets.use("improve")
        if record.type == "feedback"
    ]
    return visit.page("feedback.html", texts=found)


@router.post("/desk/phones")
def phones(visit: Visiting, form: Form) -> Response:
    """Count from which phones the app is used, so that it runs on them."""
    _ = form
    visit.who("staff")
    counts: dict[tuple[str, str], int] = {}
    for record in visit.parts.amana.record_sets.use("running"):
        seen = (str(record.values["model"]), str(record.values["connection"]))
        counts[seen] = counts.get(seen, 0) + 1
    return visit.page("phones.html", counts=sorted(counts.items(), key=lambda it: -it[1]))


@router.post("/desk/partners")
def partners(visit: Visiting, form: Form) -> Response:
    """Hand partners what people ordered; whoever opted out is left out."""
    _ = form
    visit.who("staff")

    def share(person: str, partner: str) -> Answer:
        return visit.parts.amana.disclose(
            person, ("name", "order_booking"), purpose="partner_offers", recipient=partner
        )

    return _tried(visit, "partners", share, PARTNERS)


@router.post("/desk/surveyor")
def surveyor(visit: Visiting, form: Form) -> Response:
    """Hand the survey company the answers that it works on."""
    _ = form
    visit.who("staff")

    def share(person: str, _: str) -> Answer:
        return visit.parts.amana.disclose(
            person, ("name", "feedback"), purpose="surveys", recipient="surveyor"
        )

    persons = meals.who_was_surveyed(visit.db)
    outcomes = tuple(_outcome(person, "surveyor", share) for person in persons)
    return visit.page("tried.html", what="surveyor", outcomes=outcomes)


@router.post("/desk/sell")
def sell(visit: Visiting, form: Form) -> Response:
    """Try to sell who people are, which is promised never to happen."""
    _ = form
    visit.who("staff")

    def share(person: str, partner: str) -> Answer:
        return visit.parts.amana.disclose(
            person,
            ("name", "phone"),
            purpose="partner_offers",
            recipient=partner,
            nature="sell",
        )

    return _tried(visit, "sell", share, ("advertiser",))


@router.post("/desk/offer")
def offer(visit: Visiting, form: Form) -> Response:
    """Try to write of the list's matters to whoever ordered: only who joined may get it."""
    _ = form
    visit.who("staff")

    def write(person: str, _: str) -> Answer:
        return visit.parts.amana.message(person, ("email",), purpose="newsletter", channel="email")

    return _tried(visit, "offer", write, ("email",))


@router.post("/desk/news")
def news(visit: Visiting, form: Form) -> Response:
    """Send an issue to all who joined the list and confirmed it."""
    visit.who("staff")
    subject = form.text("subject", shortest=3, longest=120)
    text = form.text("text", shortest=3, longest=2000)
    issue = hashlib.sha256(f"{subject}\0{text}".encode()).hexdigest()[:16]
    sent = 0
    for person in visit.parts.amana.whole_audience(
        ["email"], purpose="newsletter", channel="email"
    ):
        visit.parts.letters.news(person, subject=subject, text=text, key=f"{issue}-{person}")
        sent += 1
    return visit.page("sent.html", sent=sent)


def _tried(
    visit: Visit, what: str, ask: Callable[[str, str], Answer], about: tuple[str, ...]
) -> Response:
    """Ask about each who ordered last, and show what was decided."""
    persons = tuple(dict.fromkeys(meal.person for meal in meals.latest(visit.db)))[:10]
    if not persons:
        raise NotTaken(field="orders", why="no_orders")
    outcomes = tuple(_outcome(person, each, ask) for person in persons for each in about)
    return visit.page("tried.html", what=what, outcomes=outcomes)


def _outcome(person: str, about: str, ask: Callable[[str, str], Answer]) -> Outcome:
    reasons: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    permitted = True
    try:
        promises = ask(person, about).require().promises
    except RefusedByPolicy as refused:
        permitted, reasons, promises = False, refused.say("ar"), refused.promises
    return Outcome(
        number=person, about=about, permitted=permitted, reasons=reasons, promises=promises
    )


def _meal(visit: Visit, meal: str) -> meals.Meal:
    found = meals.one(visit.db, meal)
    if found is None:
        raise NotThere
    return found
