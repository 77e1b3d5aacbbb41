"""Records: collected, used, read, corrected and listed, each with its decision and evidence."""
