"""Django's SQLite backend on SQLCipher: ``ENGINE = "scheduling.cipher"``, ``KEY_FILE`` beside it."""
