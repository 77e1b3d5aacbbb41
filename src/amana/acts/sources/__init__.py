"""The organisation's own databases: registered, approved, opened, asked for a person."""
