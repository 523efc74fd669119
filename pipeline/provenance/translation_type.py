"""Who translated a page: a machine or people."""

from __future__ import annotations

_TYPES = {
    "ht": "HT",
    "human translation": "HT",
    "mt": "MT",
    "machine translation": "MT",
    "mte": "MT",
    "mte75": "MT",
    "mte95": "MT",
}


def translation_type(value: str) -> str:
    """The translation type that a value of `ms.translationtype` stands for; edited MT counts as MT."""
    return _TYPES.get(value.strip().lower(), "")
