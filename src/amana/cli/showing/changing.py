"""The change of the app's policy that somebody who looks at a demonstration may publish, once."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from amana.acts.act import Act, Actor, Role
from amana.acts.publish_policy import Publication, publish_policy
from amana.cli.policy_file import text_of
from amana.cli.showing.example import EXAMPLES
from amana.domain.policy.parse import declared_texts
from amana.domain.words import Language
from amana.storage.database import Storage

SERVICE: Final = "services-app"
_EXAMPLE: Final = EXAMPLES / "services_app"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextVersion:
    """The version that follows the first."""

    source: str
    texts: dict[Language, str]
    reason: str


def next_version(folder: Path = _EXAMPLE) -> NextVersion:
    """Return the app's policy as it stands after its change."""
    change = tomllib.loads(text_of(folder / "change.toml"))
    source = text_of(folder / "policy.yaml")
    names: dict[Language, str] = dict(declared_texts(source))
    texts = {language: text_of(folder / name) for language, name in names.items()}
    for each in change["replace"]:
        source = _changed(source, each) if each["file"] == "policy.yaml" else source
        texts = {
            language: _changed(text, each) if each["file"] == names[language] else text
            for language, text in texts.items()
        }
    return NextVersion(source=source, texts=texts, reason=change["reason"])


def _changed(text: str, change: dict[str, str]) -> str:
    return text.replace(change["now"], change["then"])


def is_published(storage: Storage) -> bool:
    """Tell whether the change was published already."""
    with storage.reading(SERVICE) as view:
        return len(view.policies.versions()) > 1


def publish_change(storage: Storage, *, who: str) -> int:
    """Publish the change as one that matters, as its officer would; return the version's number."""
    following = next_version()
    with storage.work(SERVICE) as work:
        return publish_policy(
            Act(actor=Actor(role=Role.OFFICER, label=who), work=work),
            Publication(
                source=following.source,
                texts=following.texts,
                material=True,
                reason=following.reason,
            ),
        )
