"""Django's SQLite backend on SQLCipher: ``scheduling.cipher`` as engine, ``KEY_FILE`` beside it."""
