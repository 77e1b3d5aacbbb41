"""OpenID Connect: the organisation's own provider says who signs in."""

from amana.channels.openid.flow import OpenId

__all__ = ["OpenId"]
