"""One file an act: facts, decision, change and ledger entry in one transaction."""
