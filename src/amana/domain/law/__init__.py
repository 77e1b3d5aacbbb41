"""Duties by country, as data: each with its article and how certain it is that it says so."""
