"""Tags for templates: ``{% load amana %}``."""
