"""Fixtures of the browser tests: a Chromium, watched pages in two sizes, and pages that are signed in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client

from tests.browser_support import DESK, PHONE, Watch, find_chromium, font_configuration

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Playwright's synchronous interface runs an event loop in this thread, and Django then refuses its database calls.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NO_CHROMIUM = "no Chromium: install chromium, or name one in GONGPING_CHROMIUM"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for the whole run."""
    executable = find_chromium()
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{NO_CHROMIUM}; here they must run", pytrace=False)
        pytest.skip(NO_CHROMIUM)
    from playwright.sync_api import sync_playwright

    folder = tmp_path_factory.mktemp("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=["--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"],
            chromium_sandbox=False,  # Chromium as root has none, and it only visits our own pages
            env={**os.environ, "FONTCONFIG_FILE": str(font_configuration(folder)), "HOME": str(folder)},
        )
        yield browser
        browser.close()


@pytest.fixture
def watch(browser: Browser, live_server: Any) -> Iterator[Watch]:
    """Opens watched pages on the live server; at the end the test fails if one of them had an error."""
    watch = Watch(browser, live_server.url)
    yield watch
    watch.close()


@pytest.fixture
def page(watch: Watch) -> Page:
    """A desk: 1440 × 900, nobody signed in."""
    return watch.page(size=DESK)


@pytest.fixture
def phone(watch: Watch) -> Page:
    """A telephone: 390 × 844, nobody signed in."""
    return watch.page(size=PHONE)


@pytest.fixture
def page_for(watch: Watch, live_server: Any) -> Callable[..., Page]:
    """``page_for(user, size=DESK)``: a page of a browser session in which ``user`` is signed in."""

    def open_page(user: Any, *, size: tuple[int, int] = DESK) -> Page:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        return watch.page(size=size, cookies=[cookie])

    return open_page
