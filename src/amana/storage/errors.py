"""What storage raises. Fields name paths, sizes, versions and constraints: never a value."""

from amana.domain.errors import Broken, Malformed, Refused


class Unreachable(Broken):
    """The database does not answer, or went away in the middle of the work."""

    code = "storage.unreachable"


class TooSlow(Broken):
    """A statement or a lock took longer than it may."""

    code = "storage.too_slow"


class Conflict(Broken):
    """Two transactions crossed; the same work may be tried again."""

    code = "storage.conflict"


class Inconsistent(Broken):
    """The database refused a row by the constraint named."""

    code = "storage.inconsistent"


class NotPermitted(Broken):
    """The database refused: the role may not do this, or the row may not be changed."""

    code = "storage.not_permitted"


class EvidenceRefused(Broken):
    """The database does not take the entry of a read that is over: it was set aside, and told."""

    code = "storage.evidence_refused"

    def __init__(self, *, service: str) -> None:
        """Name the service."""
        super().__init__(service=service)


class WorkOver(Broken):
    """The unit of work was used after its commit."""

    code = "storage.work_over"


class DiskFull(Broken):
    """There is no room left for the database."""

    code = "storage.disk_full"


class TooOld(Broken):
    """The database server is older than PostgreSQL 15."""

    code = "storage.too_old"


class Unencrypted(Broken):
    """The database's address leaves this machine without TLS."""

    code = "storage.unencrypted"


class BadAddress(Malformed):
    """The database's address cannot be read."""

    code = "storage.bad_address"


class MigrationChanged(Broken):
    """A migration that ran here has been changed since."""

    code = "storage.migration_changed"


class SchemaTooNew(Broken):
    """A later release has taken away what this one still works on."""

    code = "storage.schema_too_new"


class RestoreUnfinished(Broken):
    """A restore was begun here and did not end: erased persons may be in the database."""

    code = "storage.restore_unfinished"


class NoDatabaseRuns(Refused):
    """The command works on a database that another program runs, and none does."""

    code = "storage.no_database_runs"


class MigrationsPending(Broken):
    """The database lacks migrations that this release needs before it runs."""

    code = "storage.migrations_pending"


class MigrationBlocked(Broken):
    """Others held the tables of a migration for longer than it may make writers wait."""

    code = "storage.migration_blocked"


class OlderProgramsAtWork(Refused):
    """Programs of an older release are connected, and would fall over what is to change."""

    code = "storage.older_programs"


class ReleaseSkipped(Refused):
    """What an earlier release had to do afterwards is still to be done."""

    code = "storage.release_skipped"


class SignInRefused(Broken):
    """The database server answers, but does not let the role in."""

    code = "storage.sign_in_refused"


class RootKeyMissing(Broken):
    """The file of the root key is gone, and the database holds what only it can open."""

    code = "storage.root_key_missing"


class KmsNotInstalled(Broken):
    """The root key is to lie in AWS KMS, and the extra that speaks with it is not installed."""

    code = "storage.kms_not_installed"


class KmsFailed(Broken):
    """AWS KMS was not reached, or would not wrap or open a key."""

    code = "storage.kms_failed"


class WrongRootKey(Broken):
    """The root key is another one than that of this database."""

    code = "storage.wrong_root_key"


class SigningKeyMissing(Broken):
    """The key with which a service's ledger is signed is gone."""

    code = "storage.signing_key_missing"


class ClockBehind(Broken):
    """The database's clock is behind the latest entry: new entries would come before old ones."""

    code = "storage.clock_behind"


class ClockSkewed(Broken):
    """The clocks of the database and of this machine are far from one another."""

    code = "storage.clock_skewed"


class ReadOnlyFolder(Broken):
    """Nothing can be written in the folder for data."""

    code = "storage.read_only"


class UnknownService(Refused):
    """There is no service of this name here."""

    code = "storage.unknown_service"


class ServicePaused(Refused):
    """The service's applications are refused for a while."""

    code = "storage.service_paused"


class ServiceClosed(Refused):
    """The service was closed for good: no act of it is done any more."""

    code = "storage.service_closed"


class BadServiceName(Malformed):
    """A service's name is lower-case letters, digits and single hyphens, 40 at most."""

    code = "storage.bad_service_name"


class ServiceNameTaken(Refused):
    """There is a service of this name already."""

    code = "storage.service_name_taken"


class NotFound(Refused):
    """What was asked for is not there, or belongs to somebody else: the answer is the same."""

    code = "storage.not_found"


class CannotOpen(Broken):
    """A sealed body does not open: the key is another one, or the bytes were changed."""

    code = "storage.cannot_open"


class RecordSealBroken(Broken):
    """A sealed record does not open: the bytes were changed, or are another row's or key's."""

    code = "storage.record_seal_broken"


class CannotUnwrap(Broken):
    """A wrapped key does not open: the key above it is another one, or the bytes were changed."""

    code = "storage.cannot_unwrap"


class KeyMissing(Broken):
    """The key of a person is not in the database of keys, or that of its epoch not on the ring."""

    code = "storage.key_missing"


class KeyringMissing(Broken):
    """The file of a service's keys is not there, and the service has had one."""

    code = "storage.keyring_missing"


class EpochGone(KeyMissing):
    """The epoch under which a person's key is wrapped has no key on the ring."""

    code = "storage.epoch_gone"


class EpochCurrent(Refused):
    """The epoch is the current one: new persons' keys are wrapped under its key."""

    code = "keys.epoch_current"


class EpochInUse(Refused):
    """Keys of persons are wrapped under the epoch's key."""

    code = "keys.epoch_in_use"


class OlderRootKeyThere(Refused):
    """A replacement of the root key has begun and not ended: there is room for two."""

    code = "keys.older_root_there"


class SetupHeld(Broken):
    """Another connection keeps the lock under which one program at a time sets up."""

    code = "storage.setup_held"


class RootKeyNotOurs(Refused):
    """The root key comes from elsewhere, and is replaced there."""

    code = "keys.root_not_ours"


class PersonErased(Refused):
    """The person was erased: nothing is held, and nothing may be done in their name any more."""

    code = "person.erased"


class NotErased(Broken):
    """Something of an erased person was still found when all was read back."""

    code = "person.not_erased"


class JournalDamaged(Broken):
    """The journal of erasures has a line that is not as it was written."""

    code = "storage.journal_damaged"


class NoDatabase(Broken):
    """A database that is needed is not there, and could not be made."""

    code = "storage.no_database"


class SecretsUnsafe(Broken):
    """A file of secrets can be read by others, or is not what it has to be."""

    code = "storage.secrets_unsafe"


class NoBinaries(Broken):
    """The embedded PostgreSQL is not installed, or not made for this platform."""

    code = "embedded.no_binaries"


class InUse(Refused):
    """Another program runs the database in this folder."""

    code = "embedded.in_use"


class OtherMajor(Broken):
    """The folder was made by another major version of PostgreSQL."""

    code = "embedded.other_major"


class PathTooLong(Broken):
    """No place short enough for the database's socket was found."""

    code = "embedded.path_too_long"


class NotTraversable(Broken):
    """The unprivileged account that runs the database cannot reach the folder."""

    code = "embedded.not_traversable"


class UnsafeFolder(Broken):
    """The folder, or a part of it, belongs to somebody else or is open to others."""

    code = "embedded.unsafe_folder"


class NoAccount(Broken):
    """Started as root, and there is no unprivileged account to run the database."""

    code = "embedded.no_account"


class ServerDidNotStart(Broken):
    """The database did not start; its own log says why."""

    code = "embedded.did_not_start"


class NotMade(Broken):
    """The database's folder could not be made."""

    code = "embedded.not_made"
