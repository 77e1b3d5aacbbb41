"""Pages of people about themselves: signing in, and what is theirs."""
