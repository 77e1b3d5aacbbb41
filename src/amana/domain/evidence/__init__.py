"""The evidence questions, levels, freshness, and the state of a proof."""
