"""The typed client for applications. Imports nothing of the server."""
