"""The cookie banner: what it asks under the policy in force, and what was chosen in it."""
