"""Telling people of a changed policy: begun when it is published, resumed batch by batch."""
