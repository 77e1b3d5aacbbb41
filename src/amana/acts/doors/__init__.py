"""The doors: each opens the right transaction for whoever comes, and calls one act."""
