"""Ways out to people and programs: mail and webhooks."""
