"""The pages: each asks Amana before it touches what is somebody's."""
