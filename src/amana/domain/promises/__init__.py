"""What can be promised: one file a kind."""
