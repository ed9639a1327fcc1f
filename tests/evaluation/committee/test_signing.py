"""The members sign the result or dissent; each alone, once, on the result they saw."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from evaluation.committee import queries, services
from evaluation.committee.models import Opinion
from evaluation.committee.result import result_of
from evaluation.panel.models import SheetScore
from evaluation.ranking import services as ranking
from evaluation.scoring.models import CommitteeDecision
from procurement.jobs.models import Job
from procurement.ledger.models import Entry
from procurement.people.models import User
from procurement.tenders.models import Stage
from tests.evaluation.committee.world import DISSENT, World, build

pytestmark = pytest.mark.django_db


def read_by(world: World, user: User) -> list[tuple[str, bool, str]]:
    rows = queries.opinions_for(user, world.tender)
    return [(str(row.expert), row.agrees, row.reason) for row in rows]


def test_a_signature_and_a_dissent_are_recorded_with_the_result_they_are_about() -> None:
    w = build()
    w.sign(0)
    w.sign(1, dissent=DISSENT)
    signed, dissented = Entry.objects.filter(verb__startswith="opinion.").order_by("pk")
    result = result_of(w.tender)
    assert result is not None
    assert (signed.verb, signed.actor, signed.after) == (
        "opinion.sign",
        w.experts[0],
        {"result": result.digest},
    )
    assert (dissented.verb, dissented.reason) == ("opinion.dissent", DISSENT)
    assert [m.opinion.agrees if m.opinion else None for m in queries.members_of(w.tender, result)] == [
        True,
        False,
        None,
    ]


def test_dissent_without_a_reason_is_none() -> None:
    """87号令 Art. 61: 签署不同意见及理由，否则视为同意评标报告."""
    w = build()
    with pytest.raises(ValidationError):
        w.sign(0, dissent="不同意")
    assert not Opinion.objects.exists()


def test_an_opinion_is_given_once() -> None:
    w = build()
    w.sign(0)
    with pytest.raises(ValidationError):
        w.sign(0, dissent=DISSENT)
    assert Opinion.objects.get().agrees


@pytest.mark.parametrize("stage", [Stage.EVALUATED, Stage.REPORTED])
def test_a_result_is_signed_between_the_last_score_and_the_report(stage: str) -> None:
    w = build()
    result = result_of(w.tender)
    assert result is not None
    w.stage(stage)
    with pytest.raises(PermissionDenied):
        services.sign(tender=w.tender, expert=w.experts[0], agrees=True, reason="", seen=result.digest)


def test_only_members_sign() -> None:
    w = build()
    result = result_of(w.tender)
    assert result is not None
    for user in (w.officer, w.supervisor, w.administrator, *w.strangers):
        with pytest.raises(PermissionDenied):
            services.sign(tender=w.tender, expert=user, agrees=True, reason="", seen=result.digest)


def test_a_result_that_changed_since_the_page_was_loaded_is_not_signed_unread() -> None:
    w = build()
    with pytest.raises(ValidationError):
        services.sign(tender=w.tender, expert=w.experts[0], agrees=True, reason="", seen="0" * 64)


def test_there_is_nothing_to_sign_while_the_result_is_worked_out_anew() -> None:
    w = build()
    job = Job.objects.create(kind="evaluate", tender=w.tender)
    assert result_of(w.tender) is None
    job.delete()
    assert result_of(w.tender) is not None
    CommitteeDecision.objects.create(
        bid=w.bid(), criterion=w.tender.criteria.get(code="O1"), score=1, reason="复核", recorded_by=w.officer
    )
    assert result_of(w.tender) is None  # decided, not evaluated yet


def test_when_the_result_changes_the_members_are_asked_anew_and_the_old_opinions_stay() -> None:
    w = build()
    w.sign(0)
    SheetScore.objects.filter(bid__key="a").update(score="10")
    ranking.compute(tender=w.tender)
    result = result_of(w.tender)
    assert all(member.opinion is None for member in queries.members_of(w.tender, result))
    assert queries.lapsed(w.tender, result) == 1
    w.sign(0, dissent=DISSENT)
    assert Opinion.objects.count() == 2


def test_the_same_result_computed_again_stays_signed() -> None:
    w = build()
    w.sign(0)
    w.tender.rankings.all().delete()
    ranking.compute(tender=w.tender)
    assert queries.lapsed(w.tender, result_of(w.tender)) == 0


def test_nobody_reads_the_others_opinions_before_giving_the_own() -> None:
    """A member is not to lean on another: 87号令 Art. 62(3)."""
    w = build()
    w.sign(0, dissent=DISSENT)
    assert read_by(w, w.experts[0]) == [(str(w.experts[0]), False, DISSENT)]
    assert read_by(w, w.experts[1]) == []
    w.sign(1)
    assert len(read_by(w, w.experts[1])) == 2
    assert read_by(w, w.experts[2]) == []


def test_an_opinion_on_an_earlier_result_opens_no_opinions_on_the_new_one() -> None:
    w = build()
    w.sign(0)
    SheetScore.objects.filter(bid__key="a").update(score="10")
    ranking.compute(tender=w.tender)
    w.sign(1, dissent=DISSENT)
    assert DISSENT not in str(read_by(w, w.experts[0]))
    w.sign(0)
    assert DISSENT in str(read_by(w, w.experts[0]))


def test_officers_in_charge_and_supervisors_read_all_opinions_and_others_none() -> None:
    w = build()
    w.sign(0, dissent=DISSENT)
    for user, number in (
        (w.officer, 1),
        (w.supervisor, 1),
        (w.administrator, 0),
        *((s, 0) for s in w.strangers),
    ):
        assert len(read_by(w, user)) == number


def test_who_has_no_account_signs_on_paper() -> None:
    w = build()
    User.objects.filter(pk=w.experts[2].pk).update(is_active=False)
    assert [m.absent for m in queries.members_of(w.tender, result_of(w.tender))] == [False, False, True]
