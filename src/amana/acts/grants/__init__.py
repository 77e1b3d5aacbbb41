"""Grants in the organisation's own database, from the policy in force."""
