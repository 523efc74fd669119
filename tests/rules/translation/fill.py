"""Write what the rules find now into the fixtures: `python -m tests.rules.translation.fill [FILE …]`. Read the diff."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tests.rules.translation import cases


def shown(text: str) -> str:
    """Characters that cannot be seen, as fixtures write them."""
    return re.sub(r"[^\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\uffee]", _code, text)


def _code(match: re.Match[str]) -> str:
    return match[0] if match[0] == "\n" else f"<U+{ord(match[0]):04X}>"


def fill(file: Path) -> None:
    parts = re.split(r"(?m)^(?==== (?:bad|good) )", file.read_text("utf-8"))
    filled = [parts[0]]
    for case, part in zip(cases.read(file), parts[1:], strict=True):
        lines = [
            line for line in part.rstrip("\n").split("\n") if not line.startswith(("! ", "F: "))
        ]
        found = cases.run(case, file.stem)
        lines += ["! " + shown(cases.worded(case, one)) for one in found]
        if any(one.fix for one in found):
            lines.append("F: " + shown(cases.fixed(case, file.stem)))
        filled.append("\n".join(lines) + "\n")
        if bool(found) != (case.kind == "bad"):
            print(f"{file.stem}: {case.kind} {case.locale} {case.title}: {len(found)} found")
    file.write_text("".join(filled), "utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or sorted(cases.FOLDER.glob("*.txt")):
        fill(Path(name))
