"""Who is found to be too young although data was collected: erased, with a record."""
