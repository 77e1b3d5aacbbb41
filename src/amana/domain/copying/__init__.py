"""A copy for a person: its tables, what is kept back from it, and what is theirs to take along."""
