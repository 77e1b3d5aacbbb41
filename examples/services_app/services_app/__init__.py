"""Maeen: a services app under the eye of a government unit, whose every touch of data asks first."""
