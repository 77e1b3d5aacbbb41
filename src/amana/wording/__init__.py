"""Arabic and English: catalogues, plural forms, digits, bidi isolation."""
