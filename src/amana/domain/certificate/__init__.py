"""The certificate of an erasure: what it states, and how anybody checks it without asking us."""
