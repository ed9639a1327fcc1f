"""A real Chromium for the browser tests: finding it, its fonts, and the eyes that watch every page it shows."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OWN_SCHEMES = ("data", "blob", "about")
DESK = (1440, 900)
PHONE = (390, 844)


def find_chromium() -> str | None:
    """The path in ``GONGPING_CHROMIUM``, else the first of the usual names on PATH."""
    if named := os.environ.get("GONGPING_CHROMIUM"):
        return named if Path(named).exists() else None
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def font_configuration(folder: Path) -> Path:
    """A fontconfig file that adds the product's Chinese fonts: a bare machine has none, and screenshots show boxes."""
    import pylopdf_fonts_zh_cn

    fonts = Path(pylopdf_fonts_zh_cn.__file__).parent
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir>'
        f"<cachedir>{folder}/font-cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return path


class Watch:
    """Opens pages and remembers what must not happen on them: errors, and requests to another host."""

    def __init__(self, browser: Browser, base_url: str) -> None:
        self._browser = browser
        self._base_url = base_url
        self._host = urlsplit(base_url).netloc
        self._contexts: list[BrowserContext] = []
        self._allowed: list[re.Pattern[str]] = []
        self.troubles: list[str] = []

    def allow(self, pattern: str) -> None:
        """Let a console error pass that the test provokes, such as ``403`` on a page that is forbidden."""
        self._allowed.append(re.compile(pattern))

    def page(self, *, size: tuple[int, int] = DESK, cookies: list[dict[str, Any]] | None = None) -> Page:
        """A page of its own browser session, ``size`` in CSS pixels, watched; relative addresses are ours."""
        width, height = size
        context = self._browser.new_context(
            base_url=self._base_url,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            accept_downloads=True,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        if cookies:
            context.add_cookies(cookies)  # type: ignore[arg-type]
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and self._note(f"console: {said.text}"))
        page.on("pageerror", lambda error: self._note(f"page error: {error}"))
        page.on("request", lambda request: self._check_host(request.url))
        return page

    def _note(self, text: str) -> None:
        self.troubles.append(text)

    def _check_host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in OWN_SCHEMES and parts.netloc != self._host:
            self._note(f"request to another host: {url}")

    def close(self) -> None:
        """Close the sessions and fail if anything was seen that was not allowed."""
        for context in self._contexts:
            context.close()
        left = [text for text in self.troubles if not any(pattern.search(text) for pattern in self._allowed)]
        assert not left, "the browser reported:\n  " + "\n  ".join(left)
