"""Requests of people about their data: received, proven, carried out, answered in time."""
