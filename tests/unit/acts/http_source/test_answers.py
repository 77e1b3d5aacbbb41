"""What a service may answer is read strictly, and named by its place where it is otherwise."""

import pytest

from amana.acts.http_source.answers import Changes, Erasure, Tables, read_answer
from amana.acts.http_source.question import Asked
from amana.sources.errors import AnswerUnfit, ServiceRefuses, SourcePending

HEAD = b'{"amana":1,"act":"find","state":"done",'
WRONG = {
    "json": HEAD + b'"tables":[],"tables":[]}',
    "depth": HEAD + b'"tables":' + b"[" * 50 + b"]" * 50 + b"}",
    "act": b'{"amana":1,"act":"erase","state":"done","tables":[]}',
    "form": HEAD + b'"tables":[],"more":1}',
    "tables.0.found": HEAD + b'"tables":[{"table":"t","fate":"delete","found":-1}]}',
    "tables.0.fate": HEAD + b'"tables":[{"table":"t","fate":"gone","found":1}]}',
    "after": b'{"amana":1,"act":"find","state":"pending","after":0}',
    "why": b'{"amana":1,"act":"find","state":"refused","why":"Ann said no"}',
}


@pytest.mark.parametrize("what", WRONG)
def test_a_signed_answer_that_is_not_as_agreed_is_named(what: str) -> None:
    """Each thing that is wrong by its place, and never by what it holds."""
    with pytest.raises(AnswerUnfit) as unfit:
        read_answer(Tables, Asked.FIND, WRONG[what])
    assert unfit.value.fields == {"act": "find", "what": what}


def test_a_service_may_say_that_it_is_at_it_or_does_not() -> None:
    """It is asked again after so many seconds; its own reason is a word of small letters."""
    with pytest.raises(SourcePending) as pending:
        read_answer(Tables, Asked.FIND, b'{"amana":1,"act":"find","state":"pending","after":60}')
    assert pending.value.fields == {"after": 60}
    refusal = b'{"amana":1,"act":"restrict","state":"refused","why":"no_marks"}'
    with pytest.raises(ServiceRefuses) as refuses:
        read_answer(Changes, Asked.RESTRICT, refusal)
    assert refuses.value.fields == {"act": "restrict", "why": "no_marks"}


@pytest.mark.parametrize(
    ("kept", "what"), [("", "reason"), (',"reason":"law","until":"for ever"', "until")]
)
def test_what_is_kept_needs_a_reason(kept: str, what: str) -> None:
    """An erasure that keeps without one is not taken for one; nor one that keeps until never."""
    tables = f'"tables":[{{"table":"t","kept":1{kept}}}]'
    plain = f'{{"amana":1,"act":"erase","state":"done",{tables}}}'.encode()
    (table,) = read_answer(Erasure, Asked.ERASE, plain).tables
    with pytest.raises(AnswerUnfit) as unfit:
        table.erased()
    assert unfit.value.fields == {"act": "erase", "what": what}
