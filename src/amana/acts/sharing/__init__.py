"""Sharing with recipients: grants, disclosures, links that people choose, and what follows."""
