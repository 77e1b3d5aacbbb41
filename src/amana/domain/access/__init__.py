"""Staff access: which data is delicate, and what an access is and becomes."""
