"""Entries, encoding, tree, proofs, tiles and checkpoints."""
