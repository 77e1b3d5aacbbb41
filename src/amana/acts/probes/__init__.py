"""Scheduled looks: each probe is one file, and what it saw is an entry of the ledger."""
