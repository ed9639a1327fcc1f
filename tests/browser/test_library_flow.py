"""The library in a real browser: an administrator adds a model text; a supervisor reads how a ring's weight adds up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from evaluation.collusion import services as collusion
from evaluation.collusion.alert import CollusionResult
from evaluation.collusion.grouping import group
from evaluation.collusion.policy import DEFAULT
from evaluation.library.models import ModelText
from procurement.people.models import Role
from tests.evaluation.collusion.alerts import alert
from tests.evaluation.collusion.material import HONEST
from tests.evaluation.collusion.test_train_screens import history
from tests.evaluation.collusion.world import world
from tests.factories import UserFactory

PageFor = Callable[..., Page]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_model_text_is_added_and_taken_out_with_a_reason(
    live_server: Any, page_for: PageFor, tmp_path: Path
) -> None:
    (tmp_path / "h.csv").write_text(history(signal=True), encoding="utf-8")
    call_command("train_screens", str(tmp_path / "h.csv"), keep=True)
    file = tmp_path / "示范文本.txt"
    file.write_text("".join(HONEST), encoding="utf-8")
    page = page_for(UserFactory(role=Role.ADMINISTRATOR))
    page.goto(reverse("library:library"))
    page.locator("#id_file").set_input_files(file)
    page.locator("main form button").last.click()
    expect(page.locator("main tbody tr").first).to_contain_text("示范文本.txt")
    page.locator("main tbody input[name=reason]").fill("范本已废止")
    page.locator("main tbody button").click()
    expect(page.locator("main")).not_to_contain_text("范本已废止")
    assert not ModelText.objects.exists()


def test_a_ring_says_how_its_weight_adds_up(live_server: Any, page_for: PageFor) -> None:
    made = world()
    signs = (
        alert(1, bits=24.0),
        alert(2, detector="text-reuse", bits=12.0),
        alert(3, detector="shared-error", bits=7.0),
    )
    rings = group(signs, DEFAULT, frozenset({"text", "origin", "network", "people"}))
    collusion.store(evaluation=made.evaluation, result=CollusionResult(signs, rings))
    page = page_for(made.supervisor)
    page.goto(reverse("collusion:group", args=[made.tender.reference, 1]))
    steps = page.locator("section[aria-labelledby=weight-title] li")
    # machine 24; text 12 + 7/2; origin, network, people silent, 0.9 each: 36.8 in all
    expect(steps).to_have_count(4)
    expect(steps.first).to_contain_text("36.8")
    expect(steps.nth(2)).to_contain_text("12.0 + 3.5 = 15.5")
