"""Write the next version of a policy: by hand, or from what was confirmed in a reading."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import parsed
from amana.acts.policy_desk import Draft
from amana.acts.review_reading import find_reading
from amana.domain.ledger.entry import Entry
from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Proposal, Reading
from amana.reading import Items, as_policy, chosen_items
from amana.storage.readings import StoredDecision, StoredReading
from amana.storage.work import View


def show_draft(view: View) -> Draft:
    """Return the draft; where nothing was written yet, the policy published last, else nothing."""
    stored = view.policies.draft()
    if stored is not None:
        return Draft(text=stored.source, texts=stored.texts, saved_at=stored.saved_at)
    versions = view.policies.versions()
    published = view.policies.version(versions[0].number) if versions else None
    if published is None:
        return Draft(text="")
    return Draft(text=published.source, texts=published.texts)


def save_draft(act: Act, draft: Draft) -> None:
    """Keep the draft as it is, right or wrong: nobody loses what they typed."""
    act.work.policies.save_draft(draft.text, draft.texts)
    act.work.commit(
        Entry(act="save-draft", body={"actor": act.actor.identity, "characters": len(draft.text)})
    )


def check_draft(view: View) -> None:
    """Raise what is wrong with the draft, all of it, with line and column."""
    draft = show_draft(view)
    parsed(draft.text, draft.texts)


def draft_from_reading(act: Act, reading: UUID) -> None:
    """Make the draft anew from what a person confirmed and changed in a reading.

    What was rejected, and what nobody has decided yet, makes no promise; its sentence stays in
    the text.
    """
    stored = find_reading(act.work, reading)
    text, texts = as_policy(
        decided(stored),
        service=act.work.service,
        decided=chosen(stored),
        # A person decided each of them: that two contradict each other is for the plan to say.
        settled=False,
    )
    save_draft(act, Draft(text=text, texts=texts))


def chosen(stored: StoredReading) -> Mapping[int, Items]:
    """Return the items that a person wrote where they changed a proposal, by its place."""
    return {
        place: chosen_items(decision.form, kind=decision.kind)
        for place, decision in stored.decisions.items()
        if decision.verdict == "changed" and decision.kind and decision.form.strip()
    }


def decided(stored: StoredReading) -> Reading:
    """Return the reading with only what a person decided: the rest promises nothing."""
    return replace(
        stored.reading,
        proposals=tuple(
            _decided(proposal, stored.decisions.get(place))
            for place, proposal in enumerate(stored.reading.proposals)
        ),
    )


def _decided(proposal: Proposal, decision: StoredDecision | None) -> Proposal:
    """Return the proposal as it was decided."""
    if proposal.kinds[0] == HEADING_KIND and decision is None:
        return proposal
    if decision is None or decision.verdict == "rejected":
        return replace(proposal, kinds=(NO_KIND,))
    if decision.kind is None or decision.verdict == "confirmed":
        return proposal
    return replace(proposal, kinds=(decision.kind,), confidence=1.0)
