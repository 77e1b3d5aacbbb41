"""From a document to proposed promises. Works without a database."""
