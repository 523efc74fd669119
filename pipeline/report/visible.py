"""Text from pages made safe for a terminal or a log (the same as in `pipeline.text.visible`, for this floor)."""

from pipeline.text.visible import visible

__all__ = ["visible"]
