"""The tools of the project itself."""
