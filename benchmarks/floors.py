"""The least that any tool of this kind must do: read every page, find the spans, parse Markdown, parse YAML."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_SPAN = re.compile(
    r'<span data-ttu-id="([^"]+)">(.*?)</span><span class="sxs-lookup">'
    r'<span data-stu-id="\1">(.*?)</span></span>',
    re.DOTALL,
)


def main(floor: str, folder: str) -> None:
    """Do one of the floors over all pages of a folder."""
    total = 0
    for path in Path(folder).rglob("*.md"):
        data = path.read_bytes()
        if floor == "read":
            total += len(data)
        elif floor == "spans":
            total += len(_SPAN.findall(data.decode()))
        elif floor == "markdown":
            import pyromark

            total += sum(1 for _ in pyromark.events_with_range(data.decode()))
        elif floor == "yaml":
            import yaml

            block = data.decode().split("---", 2)[1] if data.startswith(b"---") else ""
            try:
                total += len(yaml.load(block, Loader=yaml.CSafeLoader) or ())
            except yaml.YAMLError:
                total += 1
    print(total)


if __name__ == "__main__":
    main(*sys.argv[1:])
