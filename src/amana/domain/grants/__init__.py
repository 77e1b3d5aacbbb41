"""Which columns and rows of a database each purpose may read, derived from a policy."""
