"""Our own database: all its SQL, sealing, keys, unit of work, migrations."""
