"""How names are written by which a page or a program is asked: ids, sources, faults.

What is not written so names nothing, and some of it no database can even be asked for.
"""

import re
from typing import Annotated, Final, TypeAlias

from pydantic import Field

_ID: Final = r"[A-Za-z][A-Za-z0-9_-]{0,63}"
_SOURCE: Final = r"[a-z0-9][a-z0-9_-]{0,62}"
_FAULT: Final = r"[a-z][a-z0-9_.]{0,63}"

ID: Final = re.compile(_ID)
"""An id that the policy declares."""
SourceName: TypeAlias = Annotated[str, Field(pattern=rf"^{_SOURCE}$")]
FaultCode: TypeAlias = Annotated[str, Field(pattern=rf"^{_FAULT}$")]
IdOrNone: TypeAlias = Annotated[str, Field(pattern=rf"^({_ID})?$")]
"""An id, or an empty field of a form."""
SourceOrNone: TypeAlias = Annotated[str, Field(pattern=rf"^({_SOURCE})?$")]
FaultOrNone: TypeAlias = Annotated[str, Field(pattern=rf"^({_FAULT})?$")]
