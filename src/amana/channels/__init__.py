"""How Amana reaches others: the organisation's sign-in, mail, webhooks."""
