"""A repository with a docset whose sources have a history."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

ENGLISH = "---\ntitle: Pay your bill\n---\n# Pay your bill\n\nPay in 20 days. Then wait.\n\nBye.\n"


class Repo:
    """A git repository in a folder, with the few commands that the tests need."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.com",
        }
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=environment, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def commit(self, message: str = "change") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")


def localized(source: str, commit: str = "0" * 40, kind: str = "MT") -> str:
    """A localized page of `source`."""
    digest = hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest()
    return (
        f"---\ntitle: Betalen\nms.openlocfilehash: {digest}\nms.sourcegitcommit: {commit}\n"
        f"ms.translationtype: {kind}\nms.contentlocale: nl-NL\nms.lasthandoff: 01/05/2021\n"
        'ms.locfileid: "1"\n---\n# <a name="pay-your-bill"></a>Betalen\n\nBetaal.\n'
    )
