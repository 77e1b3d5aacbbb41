"""The pages, each group a router of its own."""
