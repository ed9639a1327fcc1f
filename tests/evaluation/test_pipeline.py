"""The way of a tender through the house, on a small package, by the commands of the contract."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from evaluation import decisions, pipeline
from evaluation.collusion.models import Decision
from evaluation.panel.models import Flag, FlagAnswer
from evaluation.policies.services import set_policy
from evaluation.ranking.models import Ranking
from evaluation.reporting.queries import blocking
from evaluation.scoring.models import Evaluation
from procurement.bids.services import open_bids
from procurement.jobs.models import Job, JobState
from procurement.ledger.models import Entry
from procurement.message import Message, msg
from procurement.people.models import Role, User
from procurement.tenders.models import Stage, Tender
from procurement.tenders.services import load_package
from tests.packages import bid_yaml, tender_yaml, write_package

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three bids at 800,000, 900,000 and 950,000 against a ceiling of 900,000: the last one is invalid."""
    prices = {"anhe": "800000", "beichen": "900000", "chuanliu": "950000"}
    bids = {key: bid_yaml(supplier={"name": key}, price={"total": price}) for key, price in prices.items()}
    return write_package(tmp_path / "p", bids=bids)


def with_panel(folder: Path) -> Path:
    rows = ["expert,bidder,criterion,score,max_score,seconds"]
    scores = {"anhe": (50, 52, 54, 51, 53), "beichen": (60, 61, 62, 60, 62)}
    rows += [
        f"e{i},{bidder},S1,{score},65,120" for bidder, row in scores.items() for i, score in enumerate(row, 1)
    ]
    (folder / "panel.csv").write_text("\n".join(rows) + "\n")
    return folder


def evaluated(folder: Path, target: Path) -> dict[str, Any]:
    call_command("load_package", str(folder))
    call_command("evaluate", "ZFCG-2026-0001", json=str(target))
    return dict(json.loads(target.read_text(encoding="utf-8")))


def test_the_json_of_evaluate_keeps_every_name_of_the_contract(folder: Path, tmp_path: Path) -> None:
    result = evaluated(folder, tmp_path / "r.json")
    assert {"tender", "complete", "bids", "alerts", "groups", "panel"} <= set(result)
    assert set(result["panel"]) == {"flags", "agreement"}
    names = {"bidder", "valid", "rejections", "evaluated_price", "warnings", "scores", "total", "rank"}
    assert all(names <= set(bid) for bid in result["bids"])
    score_names = {"criterion", "kind", "score", "max_score", "explanation", "inputs", "evidence"}
    assert all(score_names <= set(score) for bid in result["bids"] for score in bid["scores"])


def test_prices_are_scored_among_the_valid_bids_alone(folder: Path, tmp_path: Path) -> None:
    """30 for the lowest, 800000 / 900000 × 30 = 26.67 for the next (87号令 Art. 55); above the ceiling is invalid (63(4))."""
    bids = {bid["bidder"]: bid for bid in evaluated(folder, tmp_path / "r.json")["bids"]}
    price = {k: [s["score"] for s in b["scores"] if s["criterion"] == "P1"] for k, b in bids.items()}
    assert price == {"anhe": ["30.00"], "beichen": ["26.67"], "chuanliu": []}
    assert not bids["chuanliu"]["valid"]
    assert "第六十三条第（四）项" in bids["chuanliu"]["rejections"][0]["basis"]


def test_without_expert_scores_nothing_is_ranked(folder: Path, tmp_path: Path) -> None:
    result = evaluated(folder, tmp_path / "r.json")
    assert not result["complete"]
    assert {bid["rank"] for bid in result["bids"]} == {None}


def test_with_expert_scores_the_ranking_is_complete(folder: Path, tmp_path: Path) -> None:
    """anhe 30 + 3 + 52 = 85; beichen 26.67 + 3 + 61 = 90.67."""
    result = evaluated(with_panel(folder), tmp_path / "r.json")
    assert result["complete"]
    places = {bid["bidder"]: (bid["rank"], bid["total"]) for bid in result["bids"]}
    assert places == {"anhe": (2, "85.00"), "beichen": (1, "90.67"), "chuanliu": (None, None)}


def test_the_printed_totals_have_the_places_of_the_tender(folder: Path) -> None:
    call_command("load_package", str(with_panel(folder)))
    out = StringIO()
    call_command("evaluate", "ZFCG-2026-0001", stdout=out)
    lines = [line.split("\t") for line in out.getvalue().splitlines()]
    assert [(rank, bidder, total) for rank, bidder, _name, total in lines] == [
        ("1", "beichen", "90.67"),
        ("2", "anhe", "85.00"),
        ("-", "chuanliu", "-"),
    ]


def test_evaluating_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    first = evaluated(with_panel(folder), tmp_path / "r.json")
    counts = [model.objects.count() for model in (Evaluation, Ranking, Entry)]
    assert evaluated(folder, tmp_path / "s.json") == first
    assert [model.objects.count() for model in (Evaluation, Ranking, Entry)] == counts


def test_a_new_policy_weighs_the_signs_of_the_next_evaluation(folder: Path, tmp_path: Path) -> None:
    first = evaluated(folder, tmp_path / "r.json")
    shipped = {"name": "national", "version": 1, "high": 20.0, "medium": 12.0}
    assert first["policy"] == shipped
    assert Evaluation.objects.get().policy == shipped | {"speaking": ["mixed", "origin", "price"]}
    set_policy(
        by=User.objects.create(username="admin", role=Role.ADMINISTRATOR), region="", name="全国", high=25.0,
        medium=None, strengths={}, basis={}, reason="通知第二条", after=0,
    )  # fmt: skip
    second = evaluated(folder, tmp_path / "s.json")
    assert second["policy"] == first["policy"] | {"name": "全国", "high": 25.0}
    assert Evaluation.objects.count() == 2
    assert Entry.objects.filter(verb="tender.evaluate").latest("pk").after["policy"] == "全国 1"


def test_sealed_bids_are_not_evaluated(folder: Path) -> None:
    call_command("load_package", str(folder))
    Tender.objects.update(bid_deadline=timezone.now() + timedelta(hours=1))
    with pytest.raises(CommandError) as caught:
        call_command("evaluate", "ZFCG-2026-0001")
    assert caught.value.returncode == 2
    assert not Evaluation.objects.exists()


def test_a_reference_nobody_loaded_ends_with_2() -> None:
    with pytest.raises(CommandError, match="NOTHING") as caught:
        call_command("evaluate", "NOTHING")
    assert caught.value.returncode == 2


def test_only_whoever_runs_the_tender_evaluates_it(folder: Path) -> None:
    tender, _created = load_package(path=folder, by=User.objects.create(username="o", role=Role.OFFICER))
    for role in Role:
        with pytest.raises(PermissionDenied):
            pipeline.evaluate(tender=tender, by=User.objects.create(username=f"x{role}", role=role))


def test_what_was_reported_is_not_evaluated_anew(folder: Path) -> None:
    tender, _created = load_package(path=folder, by=None)
    tender.stage = Stage.REPORTED
    with pytest.raises(ValidationError):
        pipeline.evaluate(tender=tender, by=None)


def test_the_stage_follows_from_what_was_done(folder: Path) -> None:
    tender, _created = load_package(path=with_panel(folder), by=None)
    assert pipeline.advance(tender=tender) == Stage.LOADED
    pipeline.evaluate(tender=tender, by=None)
    tender.refresh_from_db()
    assert tender.stage in {Stage.EVALUATED, Stage.SCORED, Stage.DECIDED}
    assert (tender.stage == Stage.EVALUATED) == (not pipeline.scores_are_in(tender))


def ring_declared_invalid(tender: Tender, supervisor: User) -> None:
    """A supervisor confirms a sign between anhe and beichen and treats both bids as invalid."""
    Decision.objects.create(
        tender=tender,
        fingerprint="f" * 64,
        bidders=["anhe"],
        verdict="confirmed",
        invalidates=True,
        reason="核对后确认两份投标出自一人之手",
        decided_by=supervisor,
    )


def test_a_decision_made_while_the_evaluation_runs_is_part_of_its_result(folder: Path) -> None:
    officer = User.objects.create(username="o", role=Role.OFFICER)
    supervisor = User.objects.create(username="s", role=Role.SUPERVISOR)
    tender, _created = load_package(path=folder, by=officer)
    open_bids(tender=tender, by=officer)
    tender.refresh_from_db()
    heard: list[str] = []

    def deciding(step: Message, done: int = 0, total: int = 0) -> None:
        if step == pipeline.KEEPING and pipeline.KEEPING.template not in heard:
            ring_declared_invalid(tender, supervisor)
        heard.append(step.template)

    evaluation = pipeline.evaluate(tender=tender, by=officer, progress=deciding)
    assert heard.count(pipeline.KEEPING.template) == 2
    assert not evaluation.results.get(bid__key="anhe").valid
    assert not decisions.is_outdated(tender)
    assert Evaluation.objects.count() == 1


def test_a_decision_after_the_evaluation_holds_the_report(folder: Path) -> None:
    supervisor = User.objects.create(username="s", role=Role.SUPERVISOR)
    tender, _created = load_package(path=with_panel(folder), by=None)
    pipeline.evaluate(tender=tender, by=None)
    tender.refresh_from_db()
    ring_declared_invalid(tender, supervisor)
    assert decisions.is_outdated(tender)
    assert pipeline.advance(tender=tender) == Stage.SCORED
    assert blocking(tender)
    pipeline.evaluate(tender=tender, by=None)
    assert not decisions.is_outdated(tender)


def test_a_question_to_an_expert_who_is_only_a_name_in_a_file_holds_nothing(folder: Path) -> None:
    tender, _created = load_package(path=with_panel(folder), by=None)
    pipeline.evaluate(tender=tender, by=None)
    flag = Flag.objects.create(tender=tender, kind="leaning", explanation=msg("High").to_json())
    FlagAnswer.objects.create(flag=flag, sheet=tender.sheets.first())
    tender.refresh_from_db()
    assert not [point for point in blocking(tender) if "questions" in point.text.template]


def test_a_decision_queues_a_second_evaluation_behind_the_one_that_runs(folder: Path) -> None:
    tender, _created = load_package(path=folder, by=None)
    running = Job.objects.create(kind="evaluate", tender=tender, state=JobState.RUNNING)
    pipeline.reevaluate_after_decision(tender=tender, by=None)
    pipeline.reevaluate_after_decision(tender=tender, by=None)
    assert Job.objects.exclude(pk=running.pk).count() == 1


def test_what_a_bid_leaves_out_is_read_from_its_document_and_said_in_the_json(tmp_path: Path) -> None:
    rule = {
        "type": "tiers",
        "field": "validity_days",
        "otherwise": "0",
        "tiers": [{"at_least": "90", "score": "5"}],
    }
    criterion = {"code": "O2", "title": "投标有效期", "kind": "objective", "max_score": "5", "rule": rule}
    tender = tender_yaml()
    tender["criteria"] = [*tender["criteria"][:-1], criterion, {**tender["criteria"][-1], "max_score": "60"}]
    fields = bid_yaml()["fields"]
    bids = {
        "silent": bid_yaml(documents=["投标函.txt"], fields={**fields, "business_licence": "有"}),
        "other": bid_yaml(
            documents=["投标函.txt"], fields={**fields, "business_licence": "有", "validity_days": 60}
        ),
    }
    folder = write_package(tmp_path / "p", tender, bids)
    for key in bids:
        (folder / "bids" / key / "投标文件.pdf").unlink()
        text = "投标函\n投标有效期：120日历天。\n"
        (folder / "bids" / key / "投标函.txt").write_text(text, encoding="utf-8")
    found = {bid["bidder"]: bid for bid in evaluated(folder, tmp_path / "r.json")["bids"]}
    score = {key: next(s for s in bid["scores"] if s["criterion"] == "O2") for key, bid in found.items()}
    assert (score["silent"]["score"], score["other"]["score"]) == ("5.00", "0.00")
    assert score["silent"]["inputs"]["source of validity_days"] == "read from the document, confidence 0.9"
    assert "source of validity_days" not in score["other"]["inputs"]
    warnings = {key: {w["kind"]: w for w in bid["warnings"]} for key, bid in found.items()}
    assert warnings["silent"]["extracted"]["places"][0]["document"] == "投标函.txt"
    place = warnings["other"]["disagreement"]["places"][0]
    assert (place["page"], place["text"]) == (1, "120")
    assert len(place["bbox"]) == 4
    assert "60" in warnings["other"]["disagreement"]["detail"]
