"""Miqat: businesses publish their hours and people book, on django-appointment as it is."""
