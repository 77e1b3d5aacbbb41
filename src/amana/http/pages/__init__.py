"""Pages for people: one file a group."""
