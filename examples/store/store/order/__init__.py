"""Oscar's app of orders, with the one column that it lacks: when an order was done."""
