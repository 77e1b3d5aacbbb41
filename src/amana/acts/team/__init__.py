"""Who works on a service: invited, joined, given another role, removed; one file an act."""
