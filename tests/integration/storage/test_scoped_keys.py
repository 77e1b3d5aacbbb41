"""What a key may do is kept with it, and so are its end and its last use."""

from datetime import UTC, datetime, timedelta

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.domain.key_scope import UNLIMITED, Ability, KeyScope
from amana.domain.ledger.entry import Entry
from amana.storage import Storage

NOTE = Entry(act="make-key", body={"actor": "test"})
NARROW = KeyScope(abilities=frozenset({Ability.USE}), purposes=frozenset({"orders"}))


def test_a_key_keeps_its_limits(storage: Storage, service: str) -> None:
    """As they were given, seen by whoever lists keys and by whoever looks one up."""
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="shop", scope=NARROW))
    with storage.platform() as platform:
        holder = platform.holder_of(key)
    assert holder is not None
    assert holder.scope == NARROW
    with storage.reading(service) as view:
        (kept,) = view.api_keys.all()
    assert kept.scope == NARROW


def test_a_key_without_limits_goes_on_as_keys_did_before(storage: Storage, service: str) -> None:
    """Rows that are older than limits have none."""
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="shop"))
    with storage.platform() as platform:
        holder = platform.holder_of(key)
    assert holder is not None
    assert holder.scope == UNLIMITED


def test_a_key_ends_at_its_time(storage: Storage, service: str) -> None:
    """From then on it is nobody's."""
    before = datetime.now(UTC) - timedelta(minutes=1)
    with storage.work(service) as work:
        _, over = work.api_keys.add(label="over", expires_at=before)
        _, lasting = work.api_keys.add(label="lasting", expires_at=before + timedelta(days=1))
        work.commit(NOTE)
    with storage.platform() as platform:
        assert platform.holder_of(over) is None
        assert platform.holder_of(lasting) is not None


def test_the_last_use_of_a_key_is_noted_once_in_some_minutes(
    storage: Storage, service: str
) -> None:
    """A key that is asked about again and again costs one write."""
    with storage.work(service) as work:
        _, key = work.api_keys.add(label="shop")
        work.commit(NOTE)
    seen = []
    for _ in range(2):
        with storage.platform() as platform:
            platform.holder_of(key)
        with storage.reading(service) as view:
            seen.append(view.api_keys.all()[0].last_used_at)
    assert seen[0] is not None
    assert seen[0] == seen[1]


def test_an_ability_that_this_release_does_not_know_permits_nothing(
    storage: Storage, service: str
) -> None:
    """A later release may have written it; what is left of the limits holds."""
    with storage.work(service) as work:
        work.transaction.rows(
            "api_keys",
            "add",
            hash=bytes(32),
            id="0b8f8a4e-6c1e-4ed4-8d7c-2a6e4ad0d1f3",
            service=service,
            label="later",
            abilities=["fly"],
            purposes=None,
            expires_at=None,
            recipient=None,
            customer=None,
        )
        (key,) = work.api_keys.all()
    assert key.scope == KeyScope(abilities=frozenset())
    assert not any(key.scope.has(each) for each in Ability)
