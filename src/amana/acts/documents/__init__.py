"""Documents that a law asks of whoever answers for a service, made from what is in force."""
