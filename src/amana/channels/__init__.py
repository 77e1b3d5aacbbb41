"""Ways out: to people and programs by mail and webhooks, and to the organisation's sign-in."""
