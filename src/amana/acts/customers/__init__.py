"""Customers of the service as controllers: it handles their end users' data on their word."""
