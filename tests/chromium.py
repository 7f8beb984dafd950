"""A headless Chromium that can reach nothing, for tests that look at pages."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

# .ci/run counts a skip with these words as a failure.
MISSING = "no Chromium with its driver: apt-get install chromium chromium-driver"


def find_chromium() -> tuple[str, str]:
    """Return the paths of Chromium and its driver, or skip the test."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    driver = shutil.which("chromedriver")
    if browser is None or driver is None:
        pytest.skip(MISSING)
    return browser, driver


def start_chromium() -> webdriver.Chrome:
    """Start the browser; whatever name a page asks for, there is no such host."""
    browser, driver = find_chromium()
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in (
        "--headless=new",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        *(("--no-sandbox",) if os.geteuid() == 0 else ()),
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(driver))


def show(browser: webdriver.Chrome, page: Path, *, width: int = 1280, dark: bool = False) -> None:
    """Open a file in a window of a width, in light or dark."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(page.as_uri())


def requested(browser: webdriver.Chrome) -> set[str]:
    """Return the addresses that the pages shown since the last call have asked for."""
    events = [json.loads(e["message"])["message"] for e in browser.get_log("performance")]
    return {
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }
