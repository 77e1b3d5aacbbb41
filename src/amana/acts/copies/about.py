"""The answer beside the data (GDPR article 15(1)): what for, who gets it, how long, from where."""

from collections.abc import Iterator
from typing import Final

from amana.acts.copies.sections import Section
from amana.acts.copies.tables import Laid, laid
from amana.acts.in_force import in_force, published
from amana.acts.me.words import names_of_data
from amana.acts.requests.terms import laws_named
from amana.domain.copying.shape import CopyRow
from amana.domain.law.dealing import DEALINGS
from amana.domain.policy.model import Policy
from amana.domain.promises.collect import Collect
from amana.domain.promises.retain import Retain
from amana.domain.words import ARABIC, ENGLISH, Words
from amana.storage.database import Storage

ABOUT: Final = "about"
_TABLES: Final = (
    Laid("controller", ("name_ar", "name_en", "email", "phone", "address_ar", "address_en")),
    Laid("instructing", ("name", "contact", "instruction")),
    Laid("purposes", ("id", "name_ar", "name_en", "basis")),
    Laid("recipients", ("id", "name_ar", "name_en", "kind", "country", "safeguards", "contact")),
    Laid("origins", ("category_ar", "category_en", "origin", "from_ar", "from_en")),
    Laid("kept_for", ("promise", "says_ar", "says_en")),
    Laid("rights", ("says_ar", "says_en")),
    Laid("authorities", ("name_ar", "name_en")),
)
_RIGHTS: Final = (
    Words(
        ar="لك أن تطلب تصحيح بياناتك، أو محوها، أو تقييد استخدامها، وأن تعترض على استخدامها.",
        en="You may ask that your data be corrected, erased or restricted, and object to its use.",
    ),
    Words(
        ar="لك أن تسحب موافقتك متى شئت، وأن تشتكي إلى جهة الرقابة.",
        en="You may withdraw your consent at any time, and complain to the authority.",
    ),
)


def about(storage: Storage, service: str, person: str) -> Section:
    """Return the section, by the policy that is in force as it is read.

    To an end user of a customer it names that customer as well, on whose instruction the service
    handles their data: that is their controller (GDPR article 4(7)), an ended one too.
    """

    def rows() -> Iterator[CopyRow]:
        with storage.reading(service) as view:
            policy = published(view, in_force(view)).policy
            of = view.customers.of(view.persons.group(person))
            instructing = [each for each in view.customers.all() if each.id in of] if of else []
        yield from rows_of(policy)
        for each in instructing:
            said = {"name": each.name, "contact": each.contact, "instruction": each.instruction}
            yield CopyRow(table="instructing", values=said)

    return Section(id=ABOUT, source=False, tables=laid(_TABLES, portable=()), rows=rows)


def rows_of(policy: Policy) -> Iterator[CopyRow]:
    """Yield what the policy says, table by table."""
    yield from _controller(policy)
    for purpose in policy.purposes.values():
        named = {"id": purpose.id, **_both("name", purpose.name), "basis": purpose.basis}
        yield CopyRow(table="purposes", values=named)
    for recipient in policy.recipients.values():
        values = {
            "id": recipient.id,
            **_both("name", recipient.name),
            "kind": recipient.kind,
            "country": recipient.country,
            "safeguards": list(recipient.safeguards),
            "contact": recipient.contact,
        }
        yield CopyRow(table="recipients", values=values)
    yield from _origins(policy)
    for name, promise in policy.promises.items():
        if isinstance(promise.form, Retain):
            said = {"says_ar": promise.says(policy.terms, ARABIC)}
            said["says_en"] = promise.says(policy.terms, ENGLISH)
            yield CopyRow(table="kept_for", values={"promise": name, **said})
    yield from (CopyRow(table="rights", values=_both("says", right)) for right in _RIGHTS)
    for law in laws_named(policy.laws):
        yield CopyRow(table="authorities", values=_both("name", DEALINGS[law].authority))


def _controller(policy: Policy) -> Iterator[CopyRow]:
    who = policy.controller
    address = {} if who.address is None else _both("address", who.address)
    values = {**_both("name", who.name), "email": who.email, "phone": who.phone, **address}
    yield CopyRow(table="controller", values=values)


def _origins(policy: Policy) -> Iterator[CopyRow]:
    """Yield each category that is collected with where it comes from (article 15(1)(g))."""
    for promise in policy.promises.values():
        form = promise.form
        if not isinstance(form, Collect):
            continue
        from_ = Words(ar=form.from_.say(ARABIC), en=form.from_.say(ENGLISH))
        for name in names_of_data(policy, form.data):
            said = {**_both("category", name), "origin": form.from_.value, **_both("from", from_)}
            yield CopyRow(table="origins", values=said)


def _both(name: str, words: Words) -> dict[str, str]:
    return {f"{name}_ar": words.ar, f"{name}_en": words.en}
