"""Staff access: asked for with a reason, approved by a second person, read under, and ended."""
