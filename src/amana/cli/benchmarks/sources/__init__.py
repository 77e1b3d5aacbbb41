"""``amana bench erasure|copy``: what a request carried through a database costs, over the floor."""
