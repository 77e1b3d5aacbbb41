"""Everything that can be set, and what is wrong with what was given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from amana.acts.watch.log_lines import LogFormat, LogLevel
from amana.domain.errors import Broken, Malformed
from amana.domain.hosts import Network
from amana.domain.ledger.entry import EvidenceMode
from amana.domain.rates import Limits
from amana.domain.words import ARABIC, Language
from amana.settings.person_providers import PersonProvider


class UnknownSetting(Malformed):
    """A setting that does not exist was given."""

    code = "settings.unknown"


class WrongSetting(Malformed):
    """A setting has a value that cannot be used."""

    code = "settings.wrong"


class SettingsOpen(Broken):
    """The settings file holds a secret, and others may read it."""

    code = "settings.open"


class Secret:
    """A text that never shows itself: not in a log, a traceback or a process list."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self._text = text

    def reveal(self) -> str:
        """Return the text, for the one place that needs it."""
        return self._text

    def __repr__(self) -> str:
        """Show nothing."""
        return "Secret()"


class ClockCheck(StrEnum):
    """What a start does where a clock cannot be right."""

    REFUSE = "refuse"
    WARN = "warn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set. Each has a default that is safe in production."""

    data: Path = field(
        default=Path(".amana"),
        metadata={"about": "folder of the embedded database, keys and ledger files"},
    )
    database_url: Secret | None = field(
        default=None,
        metadata={"about": "a PostgreSQL 15+ instead of the embedded one, as its administrator"},
    )
    keys_url: Secret | None = field(
        default=None,
        metadata={"about": "a database for persons' keys; else a second one on the same server"},
    )
    host: str = field(default="127.0.0.1", metadata={"about": "address to listen on"})
    port: int = field(
        default=8470, metadata={"about": "port to listen on; 0 lets the system choose"}
    )
    public_url: str | None = field(
        default=None,
        metadata={"about": "how people reach it, such as https://privacy.example.org"},
    )
    trusted_proxies: tuple[Network, ...] = field(
        default=(),
        metadata={
            "about": "addresses or networks of proxies whose word about the client counts, "
            "such as 10.0.0.2 or 10.0.0.0/24"
        },
    )
    addresses: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata={
            "about": "where each service itself is public, for probes to look at, such as "
            "`shop=https://shop.example.org`; in the file a table of lists"
        },
    )
    browser: str = field(
        default="auto",
        metadata={
            "about": "Chromium in which the banner's probe opens pages: its path, `auto` for the "
            "one that is installed, `none`"
        },
    )
    web_processes: int = field(
        default=1, metadata={"about": "processes that answer requests, 1 to 8"}
    )
    workers: int = field(
        default=1, metadata={"about": "processes that do jobs and scheduled tasks, 1 to 8"}
    )
    tls_cert: Path | None = field(
        default=None,
        metadata={"about": "certificate chain in PEM, to speak TLS without a proxy in front"},
    )
    tls_key: Path | None = field(
        default=None, metadata={"about": "the certificate's private key, of mode 0600"}
    )
    witness: str | None = field(
        default=None,
        metadata={"about": "address of a witness that cosigns the ledgers' checkpoints"},
    )
    witness_key: str | None = field(
        default=None,
        metadata={"about": "that witness's verifier key, name+hash+base64"},
    )
    security_contact: str | None = field(
        default=None,
        metadata={
            "about": "where weaknesses are reported, for `/.well-known/security.txt`, such as "
            "mailto:security@example.org"
        },
    )
    clock: ClockCheck = field(
        default=ClockCheck.REFUSE,
        metadata={"about": "what a start does about a clock that cannot be right: refuse or warn"},
    )
    root_key_file: Path | None = field(
        default=None,
        metadata={"about": "file of the root key; else `secrets/root.key` in the data folder"},
    )
    root_key: Secret | None = field(
        default=None,
        metadata={"about": "the root key itself, 32 bytes in base64, instead of a file"},
    )
    evidence: EvidenceMode = field(
        default=EvidenceMode.STRICT,
        metadata={
            "about": "`strict`: each read's entry is committed before its answer leaves; `fast`: "
            "those of reads by machines are committed together, up to a tenth of a second later"
        },
    )
    key_epoch_days: int = field(
        default=1,
        metadata={
            "about": "days after which persons' keys are wrapped under a new epoch's key and the "
            "old one is destroyed; 0: never by itself"
        },
    )
    root_key_kms: str | None = field(
        default=None,
        metadata={"about": "id, ARN or alias of a root key in AWS KMS, instead of a file"},
    )
    oidc_issuer: str | None = field(
        default=None,
        metadata={"about": "the organisation's OpenID Connect provider, where staff may sign in"},
    )
    oidc_client_id: str | None = field(
        default=None, metadata={"about": "the name by which that provider knows Amana"}
    )
    oidc_client_secret: Secret | None = field(
        default=None, metadata={"about": "the secret that goes with it; better in a file"}
    )
    oidc_client_secret_file: Path | None = field(
        default=None, metadata={"about": "file that holds that secret, readable to its owner only"}
    )
    person_providers: tuple[PersonProvider, ...] = field(
        default=(),
        metadata={
            "about": "where people may sign in: a table for each provider, with `issuer` or "
            "`authorization`, `token` and `profile`; in the environment as JSON"
        },
    )
    limits: Limits = field(
        default=Limits(),
        metadata={
            "about": "how often a minute one network, session or key may come through each door;"
            " those named beat the default"
        },
    )
    log_format: LogFormat = field(
        default=LogFormat.TEXT, metadata={"about": "how log lines are written: `text` or `json`"}
    )
    log_level: LogLevel = field(
        default=LogLevel.INFO,
        metadata={"about": "from which level on: `debug`, `info`, `warning` or `error`"},
    )
    access_log: bool = field(
        default=False,
        metadata={"about": "a log line for each request, with its route and never its address"},
    )
    metrics_token: Secret | None = field(
        default=None,
        metadata={"about": "who sends it as `Authorization: Bearer …` may read `/metrics`"},
    )
    mail_server: Secret | None = field(
        default=None,
        metadata={
            "about": "relay for mail, `smtps://name:password@host` or `smtp://…` with STARTTLS"
        },
    )
    mail_from: str | None = field(
        default=None, metadata={"about": "sender of Amana's mail, such as amana@example.org"}
    )
    dkim_key: Path | None = field(
        default=None,
        metadata={
            "about": "private key in PEM (RSA, Ed25519) that signs mail; else the relay does"
        },
    )
    dkim_domain: str | None = field(
        default=None,
        metadata={"about": "domain that signs; else the one of `mail_from`"},
    )
    dkim_selector: str = field(
        default="amana", metadata={"about": "selector under which the public key is in the DNS"}
    )
    sms_gateway: Secret | None = field(
        default=None, metadata={"about": "https address that takes text messages"}
    )
    sms_method: str = field(default="POST", metadata={"about": "how it is asked: POST or PUT"})
    sms_headers: Secret | None = field(
        default=None,
        metadata={"about": "its headers, a line each, such as `Authorization: Bearer …`"},
    )
    sms_body: str = field(
        default='{"to": "{to}", "text": "{text}", "id": "{id}"}',
        metadata={
            "about": "what is sent: JSON, or a form as `to={to}&text={text}`; `{to}`, `{text}` "
            "and `{id}` are filled in"
        },
    )
    sms_private: bool = field(
        default=False, metadata={"about": "whether the gateway may lie in the own network"}
    )
    message_webhook: Secret | None = field(
        default=None,
        metadata={
            "about": "https address of the service's own program, for messages by chat, phone, post"
            " and support"
        },
    )
    message_webhook_secret: Secret | None = field(
        default=None,
        metadata={"about": "`whsec_…`: 24 to 64 random bytes in base64 that sign these"},
    )
    message_webhook_private: bool = field(
        default=False, metadata={"about": "whether that address may lie in the own network"}
    )
    alarm_mail_to: tuple[str, ...] = field(
        default=(), metadata={"about": "who is mailed of alarms, with commas between"}
    )
    alarm_language: Language = field(
        default=ARABIC, metadata={"about": "language of mailed alarms: `ar` or `en`"}
    )
    alarm_webhook: Secret | None = field(
        default=None, metadata={"about": "https address that is told of alarms"}
    )
    alarm_webhook_secret: Secret | None = field(
        default=None,
        metadata={"about": "`whsec_…`: 24 to 64 random bytes in base64 that sign what is sent"},
    )
    alarm_webhook_private: bool = field(
        default=False, metadata={"about": "whether that address may lie in the own network"}
    )
    mail_in_folders: Mapping[str, Path] = field(
        default_factory=dict,
        metadata={
            "about": "maildir of each service into which letters to it are put, such as "
            "`shop=/var/mail/shop`; in the file a table"
        },
    )
    seed_mailboxes: Mapping[str, Path] = field(
        default_factory=dict,
        metadata={
            "about": "maildir of each service into which letters to made-up subscribers come, for "
            "a probe to look at, such as `shop=/var/mail/shop-seeds`; in the file a table"
        },
    )
    mail_in_secrets: Mapping[str, Secret] = field(
        default_factory=dict,
        metadata={"about": "`whsec_…` of each service, by which its mail provider signs letters"},
    )
    mail_in_relay: str | None = field(
        default=None,
        metadata={
            "about": "your relay's name in the `Authentication-Results` that it writes; it must "
            "take away those that others wrote"
        },
    )
    mail_in_addresses: tuple[str, ...] = field(
        default=(),
        metadata={"about": "addresses at which people write to the services, beside `mail_from`"},
    )
    mail_in_rights: tuple[str, ...] = field(
        default=(),
        metadata={
            "about": "addresses at which people ask for a copy, a correction, an erasure: whoever "
            "writes there is answered with a link, whatever their words"
        },
    )
    event_webhooks: Mapping[str, Secret] = field(
        default_factory=dict,
        metadata={
            "about": "https address of each service's application that is told of events, such as "
            "`shop=https://shop.example.org/amana`; in the file a table"
        },
    )
    event_webhook_secrets: Mapping[str, Secret] = field(
        default_factory=dict,
        metadata={"about": "`whsec_…` of each service, by which its application knows them"},
    )
    event_webhook_private: bool = field(
        default=False, metadata={"about": "whether these addresses may lie in the own network"}
    )
    tracing: bool = field(
        default=False,
        metadata={"about": "spans of OpenTelemetry, sent as its own `OTEL_…` variables say"},
    )
