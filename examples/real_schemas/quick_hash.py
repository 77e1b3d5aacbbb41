"""Passwords hashed in the form that Django keeps, in less time: nobody signs in here."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):  # type: ignore[misc]  # Django is not installed with us
    """The usual hash with few rounds."""

    iterations = 1_000
