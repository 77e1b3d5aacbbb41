"""Souq al-Hayy: classified ads on django-classified, which asks Amana before it touches data."""
