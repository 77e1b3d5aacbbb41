"""The pages: one file a group, each a router of its own."""
