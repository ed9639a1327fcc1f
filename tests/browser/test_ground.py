"""What every browser test stands on: pages that are watched, and a policy that lets nothing foreign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser_support import Watch

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_browser_reaches_the_server_and_sees_it_well(page: Page) -> None:
    response = page.goto("/healthz")
    assert response is not None
    assert response.status == 200
    assert response.json() == {"database": "ok", "redis": "ok"}


def test_the_two_sizes_are_those_of_a_desk_and_a_telephone(page: Page, phone: Page) -> None:
    assert page.viewport_size == {"width": 1440, "height": 900}
    assert phone.viewport_size == {"width": 390, "height": 844}


def test_a_script_written_into_a_page_does_not_run(page: Page, watch: Watch) -> None:
    watch.allow("Content Security Policy")
    page.goto("/healthz")
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
        }"""
    )
    assert page.evaluate("() => window.ran") is None
    assert any("Content Security Policy" in trouble for trouble in watch.troubles)


def test_nothing_is_fetched_from_another_host(page: Page, watch: Watch) -> None:
    watch.allow("Content Security Policy")
    page.goto("/healthz")
    refused = page.evaluate("() => fetch('http://elsewhere.invalid/x').then(() => false, () => true)")
    assert refused


def test_a_page_that_goes_to_another_host_is_noticed(page: Page, watch: Watch) -> None:
    page.route("http://elsewhere.invalid/**", lambda route: route.fulfill(body="elsewhere"))
    page.goto("http://elsewhere.invalid/")
    assert watch.troubles == ["request to another host: http://elsewhere.invalid/"]
    watch.allow("elsewhere")


def test_an_error_on_the_console_fails_the_test_that_saw_it(browser: object, live_server: object) -> None:
    from tests.browser_support import Watch

    watch = Watch(browser, live_server.url)  # type: ignore[arg-type,attr-defined]
    page = watch.page()
    page.goto("/healthz")
    page.evaluate("() => console.error('评标')")
    with pytest.raises(AssertionError, match="评标"):
        watch.close()


def test_chinese_text_is_drawn_with_a_chinese_font(page: Page) -> None:
    page.goto("/healthz")
    widths = page.evaluate(
        """() => {
            const context = document.createElement("canvas").getContext("2d");
            context.font = "20px 'Noto Sans SC', sans-serif";
            return ["评", "标", "i"].map((letter) => context.measureText(letter).width);
        }"""
    )
    assert widths[0] == pytest.approx(20, abs=0.01)
    assert widths[1] == pytest.approx(20, abs=0.01)
    assert widths[2] < 10
