"""What the application is told of: written with the act, delivered signed, in order a person."""
