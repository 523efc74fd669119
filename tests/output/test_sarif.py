import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from pipeline.output.formats import renderer
from pipeline.output.places import Places
from pipeline.results.finding import Finding
from pipeline.rules.registry import entries
from tests.output.conftest import PAGE, finding

SCHEMA = json.loads((Path(__file__).parent / "schema" / "sarif-2.1.0.json").read_text("utf-8-sig"))


@pytest.fixture(scope="module")
def validator() -> Any:
    return jsonschema_rs.validator_for(SCHEMA)


def rendered(findings: list[Finding], places: Places) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(renderer("sarif")(findings, {"pages": 1}, places))
    return document


def problems(validator: Any, document: dict[str, Any]) -> list[str]:
    return [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(document)]


def test_follows_the_official_schema(
    validator: Any, findings: list[Finding], places: Places
) -> None:
    assert problems(validator, rendered(findings, places)) == []
    assert problems(validator, rendered([], places)) == []
    driver = rendered([], places)["runs"][0]["tool"]["driver"]
    assert driver["informationUri"].startswith("https://")
    assert problems(validator, {"version": "2.1.0"}), "the schema refuses what is no SARIF"


def test_every_rule_has_help_that_follows_the_schema(validator: Any, places: Places) -> None:
    document = rendered([finding(name) for name in entries()], places)
    assert problems(validator, document) == []
    for rule in document["runs"][0]["tool"]["driver"]["rules"]:
        assert len(rule["help"]["markdown"]) > 100, rule["id"]
        assert rule["shortDescription"]["text"] != rule["id"]


def test_results_name_the_file_the_place_and_the_fix(
    findings: list[Finding], places: Places
) -> None:
    run = rendered(findings, places)["runs"][0]
    result = run["results"][0]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "ms-date-invalid"
    uri = "content/nl-NL/a%20b/pagina%20%C3%A9.md"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == uri
    assert place["region"] == {"startLine": 3, "startColumn": 10, "endLine": 3, "endColumn": 18}
    assert result["fixes"][0]["description"]["text"].endswith("(unsafe)")
    assert result["fixes"][0]["properties"] == {"safe": False}
    replaced = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replaced["insertedContent"]["text"] == "09/09/2021"
    assert replaced["deletedRegion"] == place["region"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert "region" not in run["results"][2]["locations"][0]["physicalLocation"]


def test_fingerprint_stays_when_lines_are_added_above(places: Places, tmp_path: Path) -> None:
    def fingerprint(line: int) -> str:
        fresh = Places(places.root, places.roots)
        result = rendered([finding(line=line, fix=None)], fresh)["runs"][0]["results"][0]
        return str(result["partialFingerprints"]["primaryLocationLineHash"])

    before = fingerprint(3)
    page = tmp_path / "content" / "nl-NL" / "a b" / "pagina é.md"
    page.write_text(PAGE.replace("ms.date", "author: alma\nms.date"), encoding="utf-8")
    assert fingerprint(4) == before
    twice = rendered([finding(line=4), finding(line=4)], Places(places.root, places.roots))
    prints = {
        result["partialFingerprints"]["primaryLocationLineHash"]
        for result in twice["runs"][0]["results"]
    }
    assert len(prints) == 2
