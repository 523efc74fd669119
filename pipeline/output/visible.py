"""Text from pages made safe for a terminal or a log (the same as in `pipeline.visible`, for this floor)."""

from pipeline.visible import visible

__all__ = ["visible"]
