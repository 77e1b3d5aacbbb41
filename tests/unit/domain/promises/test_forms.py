"""What a form refuses: nothing passes by being empty, and items that cannot both hold."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from amana.domain.decision.rule import Doing, Effect, Need
from amana.domain.errors import Malformed
from amana.domain.evidence.question import NoticeFact, NoticeShows, ProbeName, ProbeSaw
from amana.domain.period import Period
from amana.domain.promises import KINDS
from amana.domain.promises.accept import ACCEPT, Accept, Acceptance
from amana.domain.promises.breach import Breach
from amana.domain.promises.change import CHANGE, Announcement, Change
from amana.domain.promises.children import CHILDREN, Children
from amana.domain.promises.choice import CHOICE, Choice, ChoiceOf
from amana.domain.promises.collect import Collect
from amana.domain.promises.contact import CONTACT, Contact
from amana.domain.promises.cookie import Cookie
from amana.domain.promises.kind import DataId, PurposeId, RecipientId, Terms
from amana.domain.promises.law import LawForm
from amana.domain.promises.locate import LOCATE, Locate
from amana.domain.promises.message import MESSAGE, Message
from amana.domain.promises.monitor import MONITOR, Monitor
from amana.domain.promises.never import NEVER, Never
from amana.domain.promises.only import ONLY, Limit, Only
from amana.domain.promises.protect import Protect
from amana.domain.promises.publish import PUBLISH, Publish, ShownAs
from amana.domain.promises.retain import RETAIN, Moment, Retain
from amana.domain.promises.right import RightForm
from amana.domain.promises.scope import SCOPE, Scope, Topic
from amana.domain.promises.share import SHARE, Share
from amana.domain.promises.use import Use
from amana.domain.promises.verify import VERIFY, Verify
from amana.domain.vocabulary.collecting import Part
from amana.domain.vocabulary.messages import Channel, ChoiceMode, MessageClass, Unsubscribe
from amana.domain.vocabulary.protecting import IdentityMoment, Measure
from amana.domain.vocabulary.rights import FileFormat, Right
from amana.domain.vocabulary.sharing import Condition, Nature

DATA = (DataId("email"),)
FOR = (PurposeId("marketing"),)
TO = (RecipientId("staff"),)

REFUSED: dict[str, Callable[[], object]] = {
    "collect nothing": lambda: Collect(data=(), for_=FOR),
    "collect for nothing": lambda: Collect(data=DATA, for_=()),
    "use for nothing": lambda: Use(data=DATA, for_=()),
    "a limit that limits nothing": lambda: Only(data=DATA),
    "an exception from no purposes": lambda: Only(data=DATA, to=TO, unless=FOR[0]),
    "a limit by name and by list": lambda: Only(data=DATA, to=TO, limit=Limit.AS_DESCRIBED),
    "a limit by name and by purpose": lambda: Only(data=DATA, for_=FOR, limit=Limit.AS_DESCRIBED),
    "a ban on nothing": lambda: Never(data=DATA),
    "a ban on collecting and on sharing": lambda: Never(data=DATA, to=TO, collected=True),
    "share with nobody": lambda: Share(data=DATA, to=(), for_=FOR),
    "figures over one person": lambda: Share(data=DATA, to=TO, for_=FOR, at_least=1),
    "a choice about nothing": lambda: Choice(for_=(), by=ChoiceMode.OPT_IN),
    "announce a use": lambda: Choice(for_=FOR, by=ChoiceMode.OPT_OUT, ahead=Period(days=7)),
    "message to nowhere": lambda: Message(message=(MessageClass.SERVICE,), for_=FOR, to=()),
    "a delay after nothing": lambda: Message(
        message=(MessageClass.SERVICE,), for_=FOR, to=DATA, delay=Period(days=1)
    ),
    "a way out where there is none": lambda: Message(
        message=(MessageClass.SERVICE,), for_=FOR, to=DATA, stop=(Unsubscribe.LINK,)
    ),
    "cookies that collect nothing": lambda: Cookie(for_=FOR, data=()),
    "protection by nothing": lambda: Protect(data=DATA, by=()),
    "a part to show without a mask": lambda: Protect(
        data=DATA, by=(Measure.PHYSICAL,), show=Part.LAST4
    ),
    "a check before nothing": lambda: Verify(before=()),
    "a weak code": lambda: Verify(before=(IdentityMoment.COPY,), digits=4),
    "no attempts": lambda: Verify(before=(IdentityMoment.COPY,), tries=0),
    "limits of a code that is none": lambda: Verify(before=(IdentityMoment.COPY,), digits=6),
    "keep nothing": lambda: Retain(data=(), until=Moment.LAST_USE),
    "until collection": lambda: Retain(data=DATA, until=Moment.COLLECTION),
    "a right to nothing": lambda: RightForm(rights=()),
    "a format of no copy": lambda: RightForm(rights=(Right.ERASURE,), as_=(FileFormat.CSV,)),
    "purposes of no objection": lambda: RightForm(rights=(Right.ERASURE,), for_=FOR),
    "a breach told to nobody": lambda: Breach(whom=(), within=Period(hours=72)),
    "an age that nobody has": lambda: Children(under=0),
    "an age that no law knows": lambda: Children(under=99),
    "a change that is not announced": lambda: Change(by=()),
    "a place that is none": lambda: Locate(data=DATA, in_=("Qatar",)),
    "nowhere": lambda: Locate(data=DATA, in_=()),
    "a scope of nothing": lambda: Scope(topics=()),
    "a link to no site": lambda: Scope(topics=(Topic.EXTERNAL,), links=("https://maps.example",)),
    "publish under no name": lambda: Publish(data=DATA, as_=()),
    "look for nothing": lambda: Monitor(data=DATA, for_=()),
    "no law": lambda: LawForm(laws=()),
    "no way to write": lambda: Contact(through=()),
    "an acceptance by nothing": lambda: Accept(by=()),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_form_that_says_nothing_or_contradicts_itself_is_refused(name: str) -> None:
    """The error names the item as it stands in the file, and no value."""
    with pytest.raises(Malformed) as caught:
        REFUSED[name]()
    assert caught.value.fields["item"]
    assert not str(caught.value.fields["item"]).endswith("_")


def test_a_named_country_code_without_a_name_shows_as_it_is(terms: Terms) -> None:
    """A country that has no name here is shown by its code rather than not at all."""
    form = Locate(data=DATA, in_=("ZZ",))
    assert LOCATE.words(form, terms, "en") == "We store your e-mail address in ZZ."


def test_a_limit_on_recipients_alone_speaks_of_sharing(terms: Terms) -> None:
    """It limits disclosure and publication, and leaves use alone."""
    form = Only(data=DATA, to=TO)
    assert ONLY.words(form, terms, "ar") == "لا نشارك بريدك الإلكتروني إلا مع فريق العمل لدينا."
    assert ONLY.words(form, terms, "en") == "We share your e-mail address only with our staff."
    assert ONLY.rules(form)[0].doings == {Doing.DISCLOSE, Doing.PUBLISH}


@pytest.mark.parametrize(
    ("form", "arabic", "english", "doings"),
    [
        (
            Never(data=DATA, to=TO),
            "لا نشارك بريدك الإلكتروني مع فريق العمل لدينا أبدًا.",
            "We never share your e-mail address with our staff.",
            {Doing.DISCLOSE, Doing.PUBLISH},
        ),
        (
            Never(data=DATA, as_=(Nature.SELL,), to=TO),
            "لا نبيع بريدك الإلكتروني إلى فريق العمل لدينا أبدًا.",
            "We never sell your e-mail address to our staff.",
            {Doing.DISCLOSE, Doing.PUBLISH},
        ),
        (
            Never(data=DATA, collected=True),
            "لا نجمع بريدك الإلكتروني أبدًا.",
            "We never collect your e-mail address.",
            {Doing.COLLECT},
        ),
        (
            Never(data=DATA, for_=FOR),
            "لا نستخدم بريدك الإلكتروني للتسويق والعروض الترويجية أبدًا.",
            "We never use your e-mail address for marketing and promotional offers.",
            frozenset(Doing) - {Doing.KEEP, Doing.PUBLISH},
        ),
    ],
)
def test_a_ban_says_what_it_rules_out_and_forbids_that(
    terms: Terms, form: Never, arabic: str, english: str, doings: set[Doing]
) -> None:
    """Its words and its rule speak of the same acts."""
    assert (NEVER.words(form, terms, "ar"), NEVER.words(form, terms, "en")) == (arabic, english)
    assert NEVER.rules(form)[0].effect is Effect.FORBID
    assert NEVER.rules(form)[0].doings == doings


def test_an_announced_disclosure_is_broken_by_one_that_came_too_early() -> None:
    """The announcement is a need of the rule and a question of the proof."""
    form = Share(data=DATA, to=TO, for_=FOR, if_=(Condition.ANNOUNCED,))
    assert SHARE.rules(form)[0].needs == {Need.GRANT, Need.ANNOUNCED}
    assert len(SHARE.proof(form).breaks) == 2


def test_a_choice_about_use_and_sharing_reaches_both(terms: Terms) -> None:
    """One consent for both is demanded of uses, messages and disclosures."""
    form = Choice(for_=FOR, by=ChoiceMode.OPT_IN, of=ChoiceOf.BOTH)
    assert Doing.DISCLOSE in CHOICE.rules(form)[0].doings
    assert "only if you agree" in CHOICE.words(form, terms, "en")


def test_a_message_right_after_an_event_names_no_period(terms: Terms) -> None:
    """Without a delay it follows the event itself, and needs it."""
    message = (MessageClass.TRANSACTIONAL,)
    form = Message(message=message, for_=FOR, to=DATA, after="order")
    assert "after your order" in MESSAGE.words(form, terms, "en")
    assert MESSAGE.rules(form)[0].needs == {Need.EVENT}


def test_an_event_of_the_policys_own_shows_by_its_id(terms: Terms) -> None:
    """An id that has no words here stands in quotation marks."""
    message = (MessageClass.TRANSACTIONAL,)
    form = Message(message=message, for_=FOR, to=DATA, after="visa_issued")
    assert "after “visa issued”" in MESSAGE.words(form, terms, "en")


def test_a_period_from_a_moment_reads_in_both_languages(terms: Terms) -> None:
    """Three years take the Arabic plural, and a moment without a period reads as an end."""
    kept = Retain(data=DATA, until=Moment.LAST_USE, period=Period(years=3))
    assert "لمدة ثلاث سنوات من آخر استخدام لك للخدمة" in RETAIN.words(kept, terms, "ar")
    done = replace(kept, until=Moment.ORDER_DONE, period=None)
    assert "until the completion of the order" in RETAIN.words(done, terms, "en")


def test_a_guardian_can_admit_a_child_and_later_finds_may_stay(terms: Terms) -> None:
    """Both are said or left out as the form says."""
    form = Children(under=18, guardian=True, erased_if_found=False)
    said = CHILDREN.words(form, terms, "ar")
    assert "إلا بموافقة وليه" in said
    assert "محونا" not in said


def test_a_change_that_is_only_shown_rests_on_the_notice_alone(terms: Terms) -> None:
    """Nothing is sent, so nothing can be late; a waiting time is said."""
    form = Change(by=(Announcement.PUBLISHED,), ahead=Period(days=30))
    assert CHANGE.proof(form).shows == (NoticeShows(fact=NoticeFact.DATE),)
    assert not CHANGE.proof(form).breaks
    assert "30 days after it is published" in CHANGE.words(form, terms, "en")


def test_what_is_published_by_choice_needs_the_choice(terms: Terms) -> None:
    """Contact data in an ad shows only where its owner chose so."""
    form = Publish(data=DATA, as_=(ShownAs.OWN_NAME,), chosen=True)
    assert PUBLISH.rules(form)[0].needs == {Need.OWN_CHOICE}
    assert "if you choose so" in PUBLISH.words(form, terms, "en")
    assert not any(need is Need.MODERATED for need in PUBLISH.rules(form)[0].needs)


def test_a_second_person_can_stand_before_staff_access(terms: Terms) -> None:
    """Delicate data needs a reason and a second person, named staff are named."""
    form = Monitor(data=DATA, for_=FOR, by=TO, second_person=True)
    assert MONITOR.rules(form)[0].needs == {Need.REASON, Need.SECOND_PERSON}
    assert "A second person approves it" in MONITOR.words(form, terms, "en")


def test_an_answer_within_a_time_is_said(terms: Terms) -> None:
    """Whoever writes learns how long an answer takes at most."""
    form = Contact(through=(Channel.EMAIL,), within=Period(days=2))
    assert CONTACT.words(form, terms, "ar").endswith("ونجيبك خلال يومين.")


def test_identity_for_an_account_adds_no_rule(terms: Terms) -> None:
    """The check of an account is shown by its flow; it decides about no disclosure."""
    assert VERIFY.rules(Verify(before=(IdentityMoment.ACCOUNT,))) == ()
    assert VERIFY.words(Verify(before=(IdentityMoment.CHANGE,)), terms, "en")


def test_acceptance_of_everything_reaches_every_collection() -> None:
    """Where no occasion is named, each collection and publication waits for it."""
    assert ACCEPT.rules(Accept(by=(Acceptance.USE,)))[0].occasions is None


def test_the_kinds_have_titles_and_abouts_in_both_languages() -> None:
    """Labels are short, explanations are sentences, and no two kinds share a label."""
    for kind in KINDS.values():
        assert kind.about.ar.endswith(".")
        assert kind.about.en.endswith(".")
        assert len(kind.title.en.split()) <= 4
    assert len({kind.title.ar for kind in KINDS.values()}) == len(KINDS) == 22


def test_a_limit_by_consent_demands_it_of_every_sharing() -> None:
    """Saying that data is disclosed with consent only is not left to whoever reads it."""
    limit, consent = ONLY.rules(Only(data=DATA, limit=Limit.WITH_CONSENT))
    assert limit.effect is Effect.LIMIT
    assert consent.effect is Effect.REQUIRE
    assert consent.doings == {Doing.DISCLOSE, Doing.PUBLISH}
    assert consent.needs == {Need.CONSENT}


@pytest.mark.promise("C13", "M20")
def test_a_scope_lists_the_sites_that_its_pages_link_to() -> None:
    """In the notice; and without the sentence about others' sites a look is asked for as well."""
    form = Scope(topics=(Topic.EXTERNAL,), links=("maps.example", "pay.example"))
    none = Terms(data={}, purposes={}, recipients={})
    assert SCOPE.words(form, none, "en").endswith("sites of others: maps.example, pay.example.")
    assert SCOPE.words(form, none, "ar").endswith("maps.example، pay.example.")
    look = ProbeSaw(probe=ProbeName.OUTSIDE_LINKS)
    assert look in SCOPE.proof(form).shows
    assert look in SCOPE.proof(replace(form, topics=(Topic.REVIEW,))).shows
    assert look not in SCOPE.proof(Scope(topics=(Topic.REVIEW,))).shows
