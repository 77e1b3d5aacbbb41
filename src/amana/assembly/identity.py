"""By which ways people come in: where codes can be sent, and which providers there are."""

from collections.abc import Mapping

from amana.channels.openid import Endpoints, Known, OAuthPeople, OpenId, OpenIdPeople
from amana.channels.openid.provider import Provider
from amana.domain.person.identifiers import IdentifierKind
from amana.settings import Settings
from amana.settings.person_providers import PersonProvider
from amana.storage.secret_files import read_secret


def code_kinds(settings: Settings) -> frozenset[IdentifierKind]:
    """Return to what kinds of addresses codes can be sent."""
    mail = settings.mail_server is not None and settings.mail_from is not None
    return frozenset(
        ({IdentifierKind.EMAIL} if mail else set())
        | ({IdentifierKind.PHONE} if settings.sms_gateway is not None else set())
    )


def person_providers(settings: Settings) -> Mapping[str, OpenIdPeople | OAuthPeople]:
    """Return the providers of the settings by name; none of them is asked anything yet."""
    return {each.name: _provider(each) for each in settings.person_providers}


def _provider(given: PersonProvider) -> OpenIdPeople | OAuthPeople:
    known = Known(name=given.name, label=given.label, names=given.names)
    secret = read_secret(given.client_secret_file)
    if given.issuer is not None:
        openid = OpenId(
            Provider(given.issuer), client=given.client_id, secret=secret, scope=given.scope
        )
        return OpenIdPeople(known, openid)
    endpoints = Endpoints(
        **given.endpoints, client=given.client_id, secret=secret, scope=given.scope
    )
    return OAuthPeople(known, endpoints)
