"""The extension for Visual Studio Code: of this version, and its program is named by no workspace."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from pipeline import __version__
from tests.docs.blocks import PROJECT

FOLDER = PROJECT / "editors" / "vscode"


def test_the_extension_is_of_this_version_and_takes_no_program_from_a_workspace() -> None:
    package = json.loads((FOLDER / "package.json").read_text("utf-8"))
    assert package["version"] == __version__
    properties = package["contributes"]["configuration"]["properties"]
    assert {one["scope"] for one in properties.values()} == {"machine"}
    restricted = package["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
    assert sorted(restricted) == sorted(properties)
    assert (FOLDER / package["main"]).is_file()


def test_its_program_is_sound() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js")
    done = subprocess.run([node, "--check", str(FOLDER / "extension.js")], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
