"""A small shop in Django, as a project has it."""
