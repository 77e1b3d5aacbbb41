"""Letters that people, mail servers and providers write to the service, and what follows."""
