"""Values of persons brought to one form: e-mail, telephone, account and identity numbers …

The only place that knows the libraries for it (``email-validator``, ``phonenumbers``). What needs
no library is in ``amana.domain.record``.
"""

from amana.domain.record.types import Normal, Note, Plain, ValueType
from amana.values.free_text import clean_text
from amana.values.normal import normal

__all__ = ["Normal", "Note", "Plain", "ValueType", "clean_text", "normal"]
