"""The app's policy makes the promises of its rows, in sentences of its own."""

import pytest

from amana.domain.policy.model import Policy

KINDS = {
    "W1": "monitor",
    "W2": "collect",
    "W3": "collect",
    "cookies-visits": "cookie",
    "cookies-campaigns": "cookie",
    "W4": "collect",
    "W5": "use",
    "W6": "use",
    "W7": "use",
    "W7-collect": "collect",
    "W7-mask": "protect",
    "W8": "use",
    "W9": "use",
    "W10": "protect",
    "W11": "protect",
    "W12": "verify",
    "W13": "protect",
    "W14": "only",
    "W15": "share",
    "W16": "share",
    "W16-payment": "share",
    "W17": "share",
    "W18": "choice",
    "W19": "scope",
    "W20": "law",
    "W21": "only",
    "offers": "message",
    "changes": "change",
    "breach-told": "breach",
    "visits-kept": "retain",
    "business-kept": "retain",
}


def test_each_row_is_promised_by_its_kind(policy: Policy) -> None:
    """No row is missing, none is promised twice, and each is of the kind that it has to be."""
    assert {name: promise.kind.name for name, promise in policy.promises.items()} == KINDS


@pytest.mark.promise("W19")
def test_each_promise_quotes_its_sentence_in_both_languages(policy: Policy) -> None:
    """Parsing checks that the sentences stand in the texts; here none may do without."""
    assert all(set(promise.quotes) == {"ar", "en"} for promise in policy.promises.values())


@pytest.mark.promise("W20")
def test_the_laws_of_qatar_are_declared(policy: Policy) -> None:
    """The service is under one law pack."""
    assert policy.laws == ("qatar",)
