"""Resources for programs: one file a resource."""
