from __future__ import annotations

import pytest

from pipeline.markdown.slug import slug


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Resolve past due balance", "resolve-past-due-balance"),
        ("Make a payment - recommended steps", "make-a-payment---recommended-steps"),
        ("PayNow/Make payment immediately", "paynowmake-payment-immediately"),
        ("What's new in 3.0?", "whats-new-in-30"),
        ("Café menu", "caf-menu"),
        ("Use `merctl login`", "use-merctl-login"),
        ("See [the bill](bill.md#a)", "see-the-bill"),
        ("**Bold** and _plain_", "bold-and-_plain_"),
        ("Resource \\<String\\>", "resource-string"),
        ("Press <kbd>Enter</kbd>", "press-enter"),
        (" Spaces around ", "spaces-around"),
        ("snake_case name", "snake_case-name"),
    ],
)
def test_anchor_of_a_heading(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor
