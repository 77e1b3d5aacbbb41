"""Reading files to be imported: lines with bounds, CSV, NDJSON, and a list of what was left out."""
