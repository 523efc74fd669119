"""A headless Chromium for tests, and a review server to visit with it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

_PROJECT = Path(__file__).parents[2]
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",  # a page that still scrolls cannot be clicked
    "--window-size=1200,900",
)


@contextmanager
def chromium(profile: Path) -> Iterator[Chrome]:
    """A browser with an empty profile. Skips the test where Chromium, its driver or selenium is missing."""
    pytest.importorskip("selenium", reason="needs selenium")
    binary = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not binary or not driver:
        pytest.skip("no chromium with chromedriver (Debian: chromium chromium-driver)")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=Service(driver))
    browser.implicitly_wait(5)
    try:
        yield browser
    finally:
        browser.quit()


@contextmanager
def review(root: Path) -> Iterator[str]:
    """`locpipe review` on a docset, in a process of its own; gives the address that it prints."""
    server = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "-q", "review", "--jobs", "1", "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(_PROJECT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        address = re.search(r"http://\S+", line)
        assert address, line
        yield address[0]
    finally:
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=20)[1]
        assert server.returncode == 0
        assert "Traceback" not in said
