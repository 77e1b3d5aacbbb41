"""Copies for people: prepared by a job, sealed, fetched by whom they are about, gone in time."""
