"""Certificates of erasures: made once everything is done, and handed out with their proofs."""
