"""What people write besides orders: to the support desk, the survey, the tasting day, the list."""

from fastapi import APIRouter
from fastapi.responses import Response
from services_app.accounts import new_id
from services_app.fields import NotTaken, Posted

from amana.sdk import AmanaRejected
from ordering import meals, wishes
from ordering.visit import Form, Visiting

router = APIRouter()


@router.get("/write")
def ask_for_question(visit: Visiting) -> Response:
    """Show the form to the support desk."""
    return visit.page("write.html", fault=None, values={})


@router.post("/write")
def question(visit: Visiting, form: Form) -> Response:
    """Take a letter to the support desk in; its address serves the answer alone."""
    person, number = visit.writer(), new_id("q")
    name, email = form.text("name", shortest=2, longest=80), form.email()
    text = form.text("text", shortest=3, longest=1000)
    visit.going_on(
        person,
        lambda: visit.keeping.question(person, number, name=name, email=email, text=text),
    )
    meals.ask(visit.db, number, person)
    return visit.page("told.html", about="written")


@router.get("/survey")
def ask_for_survey(visit: Visiting) -> Response:
    """Show the survey."""
    return visit.page("survey.html")


@router.post("/survey")
def survey(visit: Visiting, form: Form) -> Response:
    """Take an answer in."""
    person = visit.who("person").id
    name, answer = form.text("name", shortest=2, longest=80), _answer(form)
    visit.going_on(person, lambda: visit.keeping.survey(person, name=name, answer=answer))
    meals.surveyed(visit.db, person)
    return visit.page("told.html", about="answered")


def _answer(form: Posted) -> str:
    taste = form.one_of("taste", ("ممتاز", "جيد", "يحتاج إلى تحسين"))
    more = form.text("more", shortest=0, longest=500)
    return f"{taste}. {more}" if more else taste


@router.get("/tasting")
def ask_for_tasting(visit: Visiting) -> Response:
    """Show the form of the tasting day."""
    return visit.page("tasting.html")


@router.post("/tasting")
def tasting(visit: Visiting, form: Form) -> Response:
    """Take in who comes."""
    person = visit.writer()
    name, phone = form.text("name", shortest=2, longest=80), form.phone()
    visit.going_on(person, lambda: visit.keeping.tasting(person, name=name, phone=phone))
    return visit.page("told.html", about="tasting")


@router.post("/call-back")
def call_back(visit: Visiting, form: Form) -> Response:
    """Take in a number that a visitor leaves on the front page."""
    person, phone = visit.writer(), form.phone()
    visit.going_on(person, lambda: visit.keeping.call_back(person, phone=phone))
    return visit.page("told.html", about="call_back")


@router.get("/list")
def ask_to_join(visit: Visiting) -> Response:
    """Show the form of the mailing list."""
    return visit.page("list.html")


@router.post("/list")
def join(visit: Visiting, form: Form) -> Response:
    """Send a letter by which the wish is confirmed; until then nobody joined."""
    person, email = visit.writer(), form.email()
    wish = wishes.Wish(id=new_id("l"), person=person)
    token = visit.going_on(person, lambda: visit.keeping.wish_to_join(person, wish.id, email))
    wishes.keep(visit.db, wish, token)
    visit.parts.letters.join(person, f"{visit.request.base_url}list/confirm/{token}")
    visit.parts.overhear(f"list:{email}", token)
    return visit.page("told.html", about="asked")


@router.get("/list/confirm/{token}")
def ask_to_confirm(visit: Visiting, token: str) -> Response:
    """Show the button: opening the letter's address alone joins nobody."""
    return visit.page("confirm.html", token=token)


@router.post("/list/confirm/{token}")
def confirm(visit: Visiting, form: Form, token: str) -> Response:
    """Let the consent count."""
    _ = form
    wish = wishes.of_token(visit.db, token)
    if wish is None:
        raise NotTaken(field="token", why="old_link")
    try:
        visit.keeping.join(wish.person, wish.id, token)
    except AmanaRejected as fault:
        raise NotTaken(field="token", why="old_link") from fault
    wishes.drop(visit.db, token)
    return visit.page("told.html", about="joined")
