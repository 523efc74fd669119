"""What people do in a browser: look, filter, point at a sentence, edit it, and meet somebody else's edit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polib
import pytest

from tests.web.browser import chromium, review

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as one:
        yield one


@pytest.fixture
def report(pages: Path, run_in: Callable[..., object]) -> str:
    run_in(pages, "report")
    return (pages / "build" / "report").as_uri()


def css(browser: Chrome, selector: str) -> Any:
    return browser.find_element("css selector", selector)


def all_css(browser: Chrome, selector: str) -> list[Any]:
    return browser.find_elements("css selector", selector)


def until(condition: Callable[[], object], seconds: float = 8.0) -> None:
    """Wait for a condition; fail with it where it never holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def unit(browser: Chrome, text: str) -> Any:
    return next(one for one in all_css(browser, "#article .unit") if text in one.text)


def complaints(browser: Chrome) -> list[str]:
    """What the browser has refused or failed at."""
    return [entry["message"] for entry in browser.get_log("browser")]  # type: ignore[no-untyped-call]


def test_the_overview_filters_and_sorts(browser: Chrome, report: str) -> None:
    browser.get(f"{report}/index.html")
    count = css(browser, "#count")
    assert count.text == "5 pages"
    css(browser, "input[type=search]").send_keys("betalen")
    assert count.text == "1 of 5 pages"
    assert [one.text for one in all_css(browser, ".page-link")] == ["Betalen"]
    css(browser, "button[type=reset]").click()
    until(lambda: count.text == "5 pages")
    css(browser, "[data-sort=findings]").send_keys("\n")
    head = css(browser, "th[aria-sort=descending]")
    assert head.text.startswith("Findings")
    assert css(browser, ".page-link").text == "Betalen"
    css(browser, ".tiles a[href$='type=MT']").click()
    until(lambda: count.text == "2 of 5 pages")
    assert css(browser, "select[name=type]").get_attribute("value") == "MT"
    assert complaints(browser) == []


def test_a_sentence_shows_its_source_and_findings_when_pointed_at_or_focused(
    browser: Chrome, report: str
) -> None:
    from selenium.webdriver import ActionChains, Keys

    browser.get(f"{report}/pages/nl-NL/pay.md.html")
    sentence = unit(browser, "Zie facturering.")
    ActionChains(browser).move_to_element(sentence).perform()
    tip = css(browser, "#tip")
    assert "See billing." in tip.text
    assert sentence.get_attribute("aria-describedby") == "tip"
    ActionChains(browser).move_to_element(css(browser, "h1.page-title")).perform()
    until(lambda: not tip.is_displayed())
    css(browser, "#article .unit[tabindex='0']").send_keys(Keys.ARROW_DOWN)
    assert "See billing." in tip.text
    assert "has-error" in browser.switch_to.active_element.get_attribute("class")
    css(browser, "[data-show=sides]").click()
    rows = all_css(browser, ".side-row")
    assert any("See billing." in row.text and "Zie facturering." in row.text for row in rows)
    css(browser, "[data-show=sentences]").click()
    assert css(browser, ".sentences").is_displayed()
    css(browser, "[data-show=article]").click()
    assert complaints(browser) == []


def test_nothing_in_a_page_acts(browser: Chrome, report: str) -> None:
    browser.get(f"{report}/pages/nl-NL/pay.md.html")
    text = unit(browser, "Kwaad").text
    assert "<script>document.title='owned'</script>" in text
    assert "202E" in text
    assert "\u202e" not in text
    assert "owned" not in browser.title
    for show in ("sides", "sentences", "article"):
        css(browser, f"[data-show={show}]").click()
    assert "owned" not in browser.title
    count = "return document.querySelectorAll('#article script, #article img').length"
    assert browser.execute_script(count) == 0
    assert complaints(browser) == []


def test_a_finding_leads_to_its_place(browser: Chrome, report: str) -> None:
    browser.get(f"{report}/pages/nl-NL/pay.md.html")
    finding = "//li[contains(@class, 'finding')][.//a[text()='{}']]//a[starts-with(@href, '#')]"
    browser.find_element("xpath", finding.format("link-target-changed")).click()
    assert browser.switch_to.active_element.text == "Zie facturering."
    browser.find_element("xpath", finding.format("freshness-unverifiable")).click()
    line = css(browser, ".metadata li[class*=has-]")
    assert line.is_displayed()
    assert "ms.openlocfilehash" in css(browser, ".metadata").text


def test_dark_stays_dark_on_the_next_page(browser: Chrome, report: str) -> None:
    browser.get(f"{report}/index.html")
    before = css(browser, "body").value_of_css_property("background-color")
    css(browser, "#theme").click()
    after = css(browser, "body").value_of_css_property("background-color")
    assert before != after
    browser.get(f"{report}/rules/index.html")
    assert css(browser, "body").value_of_css_property("background-color") == after
    css(browser, "#theme").click()


def test_a_page_fits_a_telephone(browser: Chrome, report: str) -> None:
    size = {"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        for page in (
            "index.html",
            "pages/nl-NL/pay.md.html",
            "pages/ar-SA/pay.md.html",
            "rules/index.html",
        ):
            browser.get(f"{report}/{page}")
            assert browser.execute_script("return document.documentElement.scrollWidth") <= 400, (
                page
            )
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_an_edit_reaches_the_po_file_and_a_conflict_asks(browser: Chrome, pages: Path) -> None:
    from selenium.webdriver import Keys

    page = pages / "content/nl-NL/pay.md"
    before = page.read_bytes()
    po = pages / "build/po/nl-NL/pay.po"
    with review(pages) as address:
        browser.get(address)
        until(lambda: all_css(browser, ".page-link"))
        assert "token" not in browser.current_url
        next(one for one in all_css(browser, ".page-link") if one.text == "Betalen").click()
        text = css(browser, "#editor-text")
        until(text.is_displayed)
        unit(browser, "Een tweede zin.").click()
        assert text.get_attribute("value") == "Een tweede zin."
        text.send_keys(" <script>document.title='owned'</script>")
        until(lambda: "<script>" in css(browser, "#editor-preview").text)
        assert "owned" not in browser.title
        text.send_keys(Keys.CONTROL, "a")
        text.send_keys("Nog een zin.")
        css(browser, "#editor-reviewed").click()
        css(browser, "#save").click()
        until(lambda: css(browser, "#editor-status").text == "Saved in the PO file")
        entry = polib.pofile(str(po)).find("A second sentence.")
        assert (entry.msgstr, entry.fuzzy) == ("Nog een zin.", False)
        assert "Nog een zin." in css(browser, "#article").text
        assert page.read_bytes() == before

        text.send_keys(" Van mij.")
        changed = po.read_text("utf-8").replace("Nog een zin.", "Van een ander.")
        po.write_text(changed, "utf-8")
        until(css(browser, "#conflict").is_displayed)
        assert css(browser, "#conflict-theirs").text == "Van een ander."
        assert text.get_attribute("value") == "Nog een zin. Van mij."
        assert po.read_text("utf-8") == changed
        css(browser, "#keep-mine").click()
        until(lambda: "Nog een zin. Van mij." in po.read_text("utf-8"))
        until(lambda: not css(browser, "#conflict").is_displayed())

        text.send_keys(Keys.CONTROL, Keys.ENTER)  # reviewed already: on to the next sentence
        until(lambda: css(browser, "#editor-source").text == "A bold point")
        text.send_keys(Keys.CONTROL, Keys.ENTER)
        until(lambda: not polib.pofile(str(po)).find("A **bold** point").fuzzy)
        until(lambda: css(browser, "#editor-source").text == "Evil end")
        text.send_keys("Niet bewaard.")
        browser.refresh()
        until(lambda: css(browser, "#editor-text").is_displayed())
        unit(browser, "Kwaad").click()
        assert "Niet bewaard." in css(browser, "#editor-text").get_attribute("value")
        css(browser, "#revert").click()
        assert complaints(browser) == []
        browser.get("about:blank")


def test_another_tab_hears_of_an_edit(browser: Chrome, pages: Path) -> None:
    with review(pages) as address:
        browser.get(address)
        until(lambda: all_css(browser, ".page-link"))
        next(one for one in all_css(browser, ".page-link") if one.text == "Betalen").click()
        until(lambda: css(browser, "#editor-text").is_displayed())
        first, place = browser.current_window_handle, browser.current_url
        browser.switch_to.new_window("tab")
        browser.get(place)
        until(lambda: css(browser, "#editor-text").is_displayed())
        unit(browser, "Een tweede zin.").click()
        css(browser, "#editor-text").send_keys(" Erbij.")
        css(browser, "#save").click()
        until(lambda: css(browser, "#editor-status").text == "Saved in the PO file")
        browser.close()
        browser.switch_to.window(first)
        until(lambda: "Een tweede zin. Erbij." in css(browser, "#article").text)
        browser.get("about:blank")
