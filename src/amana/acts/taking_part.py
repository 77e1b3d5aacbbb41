"""Whether a service takes part: one that is paused or over refuses whatever is asked of it."""

from amana.storage.errors import ServiceClosed, ServicePaused
from amana.storage.service_life import ServiceState


def refuse_absent(service: str, state: ServiceState, reason: str) -> None:
    """Refuse whatever an application asks of a service that does not take part."""
    if state.over:
        raise ServiceClosed(service=service)
    if state is ServiceState.PAUSED:
        raise ServicePaused(service=service, reason=reason)
