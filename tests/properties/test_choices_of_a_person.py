"""Laws of what the words of all ids of one person come to."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amana.domain.choice.word import AGREEING, REFUSING, Last, State, chosen

PURPOSES = ("news", "offers")
WORDS = st.lists(
    st.builds(
        Last,
        purpose=st.sampled_from(PURPOSES),
        state=st.sampled_from(State),
        at=st.integers(0, 4).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=n)),
        holds=st.booleans(),
    ),
    max_size=8,
)


@given(words=WORDS, other=st.randoms(use_true_random=False))
def test_the_order_of_the_ids_says_nothing(words: list[Last], other: object) -> None:
    """Rows come from the database in any order."""
    mixed = list(words)
    other.shuffle(mixed)  # type: ignore[attr-defined]  # Hypothesis' Random
    assert chosen(mixed) == chosen(words)


@given(words=WORDS)
def test_nobody_consents_and_objects_to_one_purpose(words: list[Last]) -> None:
    """A person's word is one, however many ids they have."""
    found = chosen(words)
    assert not found.consented & found.objected


@given(words=WORDS)
def test_the_latest_word_counts_and_refusing_wins_at_one_instant(words: list[Last]) -> None:
    """No id's older word stands in its way, in either direction."""
    found = chosen(words)
    for purpose in PURPOSES:
        newest = _newest(words, purpose, frozenset(State))
        agrees = bool(newest) and all(word.state in AGREEING and word.holds for word in newest)
        assert (purpose in found.consented) is agrees
        lifting = _newest(words, purpose, AGREEING | REFUSING)
        refuses = any(word.state in REFUSING for word in lifting)
        assert (purpose in found.objected) is refuses


def _newest(words: list[Last], purpose: str, states: frozenset[State]) -> list[Last]:
    about = [word for word in words if word.purpose == purpose and word.state in states]
    return [word for word in about if word.at == max(each.at for each in about)]


@given(words=WORDS, state=st.sampled_from(State))
def test_a_word_said_after_all_others_is_the_person_s(words: list[Last], state: State) -> None:
    """A later refusal always wins, a later consent lifts one, a withdrawal lifts nothing."""
    after = Last(purpose="news", state=state, at=datetime(2026, 1, 2, tzinfo=UTC), holds=True)
    before, found = chosen(words), chosen([*words, after])
    assert ("news" in found.consented) is (state in AGREEING)
    if state is State.WITHDRAWN:
        assert found.objected == before.objected
    else:
        assert ("news" in found.objected) is (state in REFUSING)
