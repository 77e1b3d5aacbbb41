"""The banner's one line, the way to the policy, and values that show their last digits only."""

from typing import Final
from urllib.parse import quote

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from amana.sdk.django.configured import client, configured, person_id

register: Final = template.Library()
_SHOWN: Final = 4


@register.simple_tag(takes_context=True)
def amana_banner(context: Context) -> SafeString:
    """Write the line that brings the cookie banner; first in ``head``, before any tag."""
    nonce = getattr(context.get("request"), "csp_nonce", "")
    said = configured()
    address = f"{said.url.rstrip('/')}/{quote(said.service)}/banner.js"
    if nonce:
        return format_html('<script nonce="{}" src="{}"></script>', nonce, address)
    return format_html('<script src="{}"></script>', address)


@register.simple_tag
def amana_policy() -> str:
    """Return the address of the policy, with the state of each promise beside its sentence."""
    said = configured()
    return f"{said.url.rstrip('/')}/{quote(said.service)}/privacy"


@register.inclusion_tag("amana/centre.html", takes_context=True)
def amana_centre(context: Context, label: str = "") -> dict[str, object]:
    """Write a form with one button that opens the privacy centre, signed in.

    Nothing is written for who is not signed in. The ticket opens once, for a short while: put the
    tag on a page of one's account, not on every page.
    """
    request = context.get("request")
    user = getattr(request, "user", None)
    person = person_id(user) if user is not None and user.is_authenticated else None
    if person is None:
        return {"ticket": None}
    handed = client().hand_over(person)
    english = str(getattr(request, "LANGUAGE_CODE", "ar")).startswith("en")
    said = label or ("My privacy" if english else "خصوصيتي")
    address = f"{configured().url.rstrip('/')}{handed.path}"
    return {"ticket": handed.ticket, "address": address, "label": said}


@register.filter
def last_digits(value: object) -> str:
    """Return what may be shown of a number: its last four, where there are at least eight."""
    digits = [sign for sign in str(value) if sign.isdigit()]
    return "•••• " + "".join(digits[-_SHOWN:]) if len(digits) >= 2 * _SHOWN else "••••"
