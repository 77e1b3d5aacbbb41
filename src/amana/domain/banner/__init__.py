"""The cookie banner: what it asks, in the policy's words, and what follows from the answer."""
