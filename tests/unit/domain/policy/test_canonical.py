"""The canonical text and its digest: what they hold, and what changes them."""

import dataclasses

from amana.domain.policy.canonical import canonical, digest, natural
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse


def test_promises_stand_in_their_natural_order(policy: Policy) -> None:
    """The second comes before the tenth."""
    written = canonical(policy)
    assert written.index("  M2:") < written.index("  M10:")
    assert natural("M2") < natural("M10")


def test_the_canonical_text_names_the_published_texts(policy: Policy) -> None:
    """Read with the same texts, it is the same policy."""
    written = canonical(policy)
    assert 'en: "store.en.md"' in written
    assert parse(written, texts=policy.texts) == policy


def test_long_sentences_stand_on_lines_of_their_own(policy: Policy) -> None:
    """A changed sentence is one changed line in git."""
    said = "We collect your e-mail. That is all. And here is a sentence that goes on for long."
    promise = dataclasses.replace(policy.promises["M1"], quotes={"en": (said, "That is all.")})
    longer = dataclasses.replace(policy, promises={**policy.promises, "M1": promise})
    lines = canonical(longer).splitlines()
    assert f'        - "{said}"' in lines
    assert '        - "That is all."' in lines


def test_the_digest_covers_the_texts(policy: Policy) -> None:
    """One word of the published text more is another policy."""
    other = dataclasses.replace(policy, texts={"en": f"{policy.texts['en']} More."})
    assert canonical(other) == canonical(policy)
    assert digest(other) != digest(policy)
    assert len(digest(policy)) == 64
