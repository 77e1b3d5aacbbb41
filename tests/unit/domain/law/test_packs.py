"""Law packs are data: purposes by their terms, messages by their class, people by their country."""

from dataclasses import replace

from amana.domain.decision.duty import Certainty
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing, Need
from amana.domain.law.countries.qatar import QATAR
from amana.domain.law.pack import Article, Pack, duties
from amana.domain.law.packs import PACKS, DutyBook, packs_for
from amana.domain.policy.parse import parse
from amana.domain.promises.law import Law
from amana.domain.words import Words

POLICY = parse(
    """\
amana: 1
service: app
title: {en: Notice}
controller: {name: {en: App}, email: privacy@app.example}
languages: [en]
laws: [qatar]
data: {email: {is: "pd:EmailAddress"}, name: {is: "pd:Name"}}
purposes:
  offers: {is: "dpv:Marketing", basis: legitimate_interest}
  letter: {is: "dpv:CommunicationManagement", basis: contract, name: {en: the letter}}
  orders: {is: "dpv:ServiceProvision", basis: contract, name: {en: orders}}
promises:
  P1: {use: email, for: orders}
  P2: {message: newsletter, for: letter, to: email}
  P3: {message: [service, promotional], for: orders, to: email}
""",
    texts={},
)


def test_marketing_is_known_by_its_term_and_by_what_is_sent_for_it() -> None:
    """A purpose that also carries service messages is not."""
    certain, uncertain = duties(QATAR, POLICY)
    assert certain.purposes == uncertain.purposes == frozenset({"offers", "letter"})
    assert (certain.source, certain.certainty) == ("qatar 22", Certainty.CERTAIN)
    assert certain.needs == {Need.CONSENT}
    assert uncertain.certainty is Certainty.UNCERTAIN


def test_an_article_about_what_the_policy_does_not_have_is_left_out() -> None:
    """Of data, and of purposes; one about anything stays."""

    def article(**more: tuple[str, ...]) -> Article:
        return Article(
            article="1",
            says=Words(en="a duty"),
            certainty=Certainty.CERTAIN,
            doings=(Doing.USE,),
            **more,  # type: ignore[arg-type]  # patterns only
        )

    pack = Pack(
        law=Law.OMAN,
        title=Words(en="A law"),
        authority=Words(en="an authority"),
        countries=("OM",),
        articles=(
            article(),
            article(data=("pd:EmailAddress",)),
            article(data=("pd:Health",)),
            article(purposes=("dpv:Contest",)),
        ),
    )
    found = duties(pack, POLICY)
    assert [duty.data for duty in found] == [None, {"email"}]


def test_the_person_s_country_comes_first_and_leaves_nobody_without_a_law() -> None:
    """Where there is no pack for it, the service's laws hold."""
    assert packs_for({"QA"}, ()) == (QATAR,)
    assert packs_for({"ZZ"}, ["qatar"]) == (QATAR,)
    assert packs_for((), ["qatar", "egypt"]) == (QATAR,)
    assert packs_for((), ["egypt"]) == ()
    assert set(PACKS) == {"qatar", "saudi", "jordan", "gdpr", "ccpa"}


def test_the_same_countries_give_the_same_duties() -> None:
    """The very same: compiled decisions know them again."""
    book = DutyBook(POLICY)
    assert book.of() is book.of(frozenset())
    assert book.of(frozenset({"QA"})) == book.of()
    asked = Question(doing=Doing.MESSAGE, data=frozenset({"email"}), purposes=frozenset({"offers"}))
    assert book.speak_of(asked)
    assert not book.speak_of(replace(asked, doing=Doing.READ))
