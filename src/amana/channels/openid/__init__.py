"""OpenID Connect and OAuth 2.0: a provider says who signs in, of the staff or of the people."""

from amana.channels.openid.flow import OpenId
from amana.channels.openid.people import Endpoints, Known, OAuthPeople, OpenIdPeople

__all__ = ["Endpoints", "Known", "OAuthPeople", "OpenId", "OpenIdPeople"]
