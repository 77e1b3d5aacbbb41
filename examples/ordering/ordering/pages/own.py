"""One's own account: the policy, what is shared, the way to the privacy centre, closing."""

from fastapi import APIRouter
from fastapi.responses import Response

from ordering import accounts, meals
from ordering.visit import Form, Visiting, moment
from services_app import sessions

router = APIRouter()
PARTNERS = "partner_offers"


@router.get("/policy")
def policy(visit: Visiting) -> Response:
    """Show which version of the policy is in force, since when, and what one may say to it."""
    in_force = visit.policy()
    return visit.page(
        "policy.html", version=in_force.version, since=moment(in_force.effective_at), said=None
    )


@router.post("/policy")
def say(visit: Visiting, form: Form) -> Response:
    """Record what somebody says to the version in force: yes, or no."""
    person = visit.who("person").id
    said = form.one_of("said", ("explicit", "declined"))
    version = visit.keeping.met(person, how=said)
    accounts.note_met(visit.db, person, version)
    in_force = visit.policy()
    return visit.page(
        "policy.html", version=version, since=moment(in_force.effective_at), said=said
    )


@router.get("/account")
def account(visit: Visiting) -> Response:
    """Show what the account knows, what is shared, and the sessions."""
    person = visit.who("person").id
    chosen = visit.parts.amana.choices(person)
    return visit.page(
        "account.html",
        profile=visit.keeping.profile(person),
        shares=PARTNERS not in chosen.objected,
        listed="newsletter" in chosen.consented and "newsletter" not in chosen.objected,
        sessions=sessions.all_of(visit.db, person),
        moment=moment,
    )


@router.post("/account/partners")
def partners(visit: Visiting, form: Form) -> Response:
    """Record whether somebody lets their orders be shared with partners; a no holds at once."""
    said = form.one_of("partners", ("opt_in", "opt_out"))
    person = visit.who("person").id
    visit.parts.amana.choose(person, "opt_out" if said == "opt_out" else "opt_in", [PARTNERS])
    return visit.go("/account")


@router.post("/account/sessions/{session}/end")
def end_session(visit: Visiting, form: Form, session: str) -> Response:
    """End one of somebody's own sessions."""
    _ = form
    sessions.end(visit.db, visit.who("person").id, session)
    return visit.go("/account")


@router.get("/privacy-centre")
def way_to_centre(visit: Visiting) -> Response:
    """Show the button that leads to the privacy centre, where the person is then signed in."""
    handed = visit.parts.amana.hand_over(visit.who("person").id)
    action = f"{visit.parts.centre_origin}{handed.path}"
    return visit.page("centre.html", action=action, ticket=handed.ticket)


@router.get("/close")
def ask_to_close(visit: Visiting) -> Response:
    """Say what goes, and ask once more."""
    orders = meals.of_person(visit.db, visit.who("person").id)
    going_on = any(order.state in meals.NEXT for order in orders)
    return visit.page("close.html", ordered=bool(orders), going_on=going_on)


@router.post("/close")
def close(visit: Visiting, form: Form) -> Response:
    """Close the account, and keep nothing of its person."""
    _ = form
    person = visit.who("person").id
    visit.keeping.close(person)
    accounts.close(visit.db, person)
    return visit.go("/closed", token=sessions.new_token())
