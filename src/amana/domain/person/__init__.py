"""Who a person is: groups of ids, identifiers, and what was declared about somebody."""
