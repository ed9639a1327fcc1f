"""Takes the pictures of the documentation from a running demo: ``.venv/bin/python docs/screenshots.py http://127.0.0.1:8000``.

Needs a Chromium (``GONGPING_CHROMIUM`` or on the PATH) and Chinese fonts on this machine.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
TENDER = "/tenders/ZFCG-2026-0117"
DESK, PHONE = (1440, 900), (390, 844)
SHOTS = (
    ("worklist", "officer", "/", DESK),
    ("upload", "officer", "/tenders/new/", DESK),
    ("tender", "officer", f"{TENDER}/", DESK),
    ("bid", "officer", f"{TENDER}/bids/chenlan/", DESK),
    ("report", "officer", f"{TENDER}/report/", DESK),
    ("scoring", "expert1", f"{TENDER}/score/", DESK),
    ("scoring-phone", "expert1", f"{TENDER}/score/", PHONE),
    ("queue", "supervisor", "/alerts/", DESK),
    ("group", "supervisor", f"{TENDER}/groups/1/", DESK),
    ("ledger", "admin", "/ledger/", DESK),
)


def chromium() -> str:
    """The browser's path; ends the script when there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("GONGPING_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        sys.exit("no Chromium: install chromium, or name one in GONGPING_CHROMIUM")
    return found


def signed_in(browser: Browser, base: str, user: str, size: tuple[int, int]) -> Page:
    """A page on which one of the sample people is signed in."""
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN", base_url=base)
    page.goto("/sign-in/")
    page.locator("input[name=username]").fill(user)
    page.locator("input[name=password]").fill("gongping-demo")
    page.keyboard.press("Enter")
    page.wait_for_url("/")
    return page


def text_alert(page: Page) -> str:
    """The address of the ring's alert on shared passages."""
    page.goto(f"{TENDER}/groups/1/")
    addresses = [link.get_attribute("href") or "" for link in page.locator(".sign h3 a").all()]
    for address in addresses:
        page.goto(address)
        if page.locator("#passage").count():
            return address
    sys.exit("the ring shares no passages: is this the sample?")


def main() -> None:
    """Takes every picture anew."""
    base = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), chromium_sandbox=False)
        alert = text_alert(signed_in(browser, base, "supervisor", DESK))
        for name, user, address, size in (*SHOTS, ("alert", "supervisor", alert, DESK)):
            page = signed_in(browser, base, user, size)
            page.goto(address)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=IMAGES / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
