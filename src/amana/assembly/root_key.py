"""Where the root key lies, as the settings say."""

import base64
from typing import Final

from amana.settings import Settings, WrongSetting
from amana.storage.keys import FileRootKey, GivenRootKey, KmsRootKey, RootKey, kms_client

_SEED: Final = "root-kms.json"


def root_key_of(settings: Settings) -> RootKey:
    """Return the root key: given in the settings, held by AWS KMS, or in a file.

    Raises ``WrongSetting`` where two places are named, and what the place itself raises.
    """
    named = (settings.root_key, settings.root_key_kms, settings.root_key_file)
    if sum(place is not None for place in named) > 1:
        raise WrongSetting(
            name="root_key", wanted="only one of root_key, root_key_kms and root_key_file"
        )
    secrets = settings.data / "secrets"
    if settings.root_key is not None:
        return GivenRootKey(base64.b64decode(settings.root_key.reveal(), validate=True))
    if settings.root_key_kms is not None:
        return KmsRootKey(settings.root_key_kms, seed=secrets / _SEED, client=kms_client())
    return FileRootKey(settings.root_key_file or secrets / "root.key")
