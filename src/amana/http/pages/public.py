"""What every public page's route is given, and the forms of its parameters."""

from typing import Annotated, TypeAlias

from fastapi import Depends, Path, Query

from amana.domain.words import Language
from amana.http.gate import SERVICE_NAME
from amana.http.problems import language_of

Service: TypeAlias = Annotated[str, Path(pattern=SERVICE_NAME)]
"""The slug of a service, as it stands in addresses."""
PromiseId: TypeAlias = Annotated[str, Path(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,63}$")]
VersionNumber: TypeAlias = Annotated[int, Query(ge=1, le=1_000_000)]
InLanguage: TypeAlias = Annotated[Language, Depends(language_of)]
