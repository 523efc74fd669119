"""Text from pages made safe for a terminal or a log (the same as in `pipeline.files.visible`, for this floor)."""

from pipeline.files.visible import visible

__all__ = ["visible"]
