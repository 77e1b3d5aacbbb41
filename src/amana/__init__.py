"""Amana turns a privacy policy into a running system: promise, rule, check and proof."""
