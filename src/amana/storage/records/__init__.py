"""Records as they are stored: sealed values, their provenance, events, and the service's maps."""
