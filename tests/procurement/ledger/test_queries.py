"""Who sees which entries, what stays behind the curtain, and what a search finds."""

import pytest
from django.utils import timezone, translation

from evaluation.panel import ledger_seal
from procurement.ledger import curtain, queries
from procurement.ledger.services import record
from procurement.ledger.words import changes, value_text
from procurement.people.models import Role, User
from procurement.tenders.models import Tender
from tests.factories import BidFactory, TenderFactory, UserFactory, sheet

SCORE = {"scores": [{"bidder": "a", "criterion": "S1", "score": "61.25"}]}
REASON = "方案与评分标准第一档不符，改为 58.75 分"


def seen(user: User, tender: Tender | None = None, **wanted: str) -> list[queries.Line]:
    entries = queries.entries_for(user, tender)
    return queries.lines(queries.Wanted.of(wanted).apply(entries, user), user)


def a_scored_tender() -> tuple[Tender, User, User]:
    """A tender with two experts of whom one has submitted and, against all order, revised a score."""
    experts = [UserFactory(role=Role.EXPERT), UserFactory(role=Role.EXPERT)]
    tender = TenderFactory(stage="evaluated", experts=experts, officer=UserFactory())
    sheet(tender, experts[0])
    after = {"scores": [{"bidder": "a", "criterion": "S1", "score": "58.75"}]}
    record(
        actor=experts[0], verb="panel.answer", subject="leaning #1", tender=tender, before=SCORE, after=after,
        reason=REASON,
    )  # fmt: skip
    return tender, experts[0], experts[1]


@pytest.mark.django_db
class TestWhoSeesWhat:
    def test_a_supervisor_sees_opened_tenders_and_acts_on_accounts(self) -> None:
        opened, sealed = TenderFactory(stage="opened"), TenderFactory()
        for tender in (opened, sealed, None):
            record(actor=None, verb="tender.load", subject="x", tender=tender)
        assert {line.entry.tender for line in seen(UserFactory(role=Role.SUPERVISOR))} == {opened, None}
        assert len(seen(UserFactory(role=Role.ADMINISTRATOR))) == 3

    def test_an_officer_sees_the_history_of_the_own_tenders_only(self) -> None:
        officer = UserFactory()
        mine, other = TenderFactory(officer=officer), TenderFactory()
        for tender in (mine, other, None):
            record(actor=None, verb="tender.load", subject="x", tender=tender)
        assert [line.entry.tender for line in seen(officer)] == [mine]

    def test_an_expert_sees_only_the_own_acts(self) -> None:
        tender, author, other = a_scored_tender()
        record(actor=None, verb="tender.evaluate", subject="x", tender=tender)
        assert [line.verb for line in seen(author, tender)] != []
        assert [line.entry.actor for line in seen(author, tender)] == [author]
        assert seen(other, tender) == []


@pytest.mark.django_db
class TestTheCurtain:
    def test_no_score_leaks_while_another_expert_is_still_at_work(self) -> None:
        """87号令 Art. 55, 62: scores are gathered once all have judged; nobody reads them in the ledger before."""
        tender, author, _other = a_scored_tender()
        officer = tender.assignments.get(user__role=Role.OFFICER).user
        for user in (officer, UserFactory(role=Role.SUPERVISOR), UserFactory(role=Role.ADMINISTRATOR)):
            (line,) = seen(user, tender)
            assert line.hidden
            assert (line.changes, line.reason, line.subject) == ((), "", "")
            assert "61.25" not in repr(queries.sheet(queries.entries_for(user, tender), user).rows)
        (own,) = seen(author, tender)
        assert "61.25" in " ".join(own.changes)

    def test_a_search_does_not_look_behind_it(self) -> None:
        tender, author, _other = a_scored_tender()
        supervisor = UserFactory(role=Role.SUPERVISOR)
        assert seen(supervisor, tender, q="58.75") == []
        assert seen(supervisor, tender, q="leaning") == []
        assert len(seen(author, tender, q="58.75")) == 1
        assert len(seen(supervisor, tender, q=str(author))) == 1

    def test_it_opens_when_all_have_submitted_but_never_for_the_administrator(self) -> None:
        tender, _author, other = a_scored_tender()
        sheet(tender, other)
        (line,) = seen(UserFactory(role=Role.SUPERVISOR), tender, q="58.75")
        assert line.reason == REASON
        (hidden,) = seen(UserFactory(role=Role.ADMINISTRATOR), tender)
        assert hidden.hidden

    def test_a_committee_decision_on_scores_is_not_for_the_administrator(self) -> None:
        tender = TenderFactory(stage="evaluated")
        record(actor=None, verb="score.decide", subject="a O1", tender=tender, after={"score": "4.5"})
        assert not seen(UserFactory(role=Role.SUPERVISOR), tender)[0].hidden
        assert seen(UserFactory(role=Role.ADMINISTRATOR), tender)[0].hidden

    def test_a_suspicion_is_not_for_the_administrator(self) -> None:
        """Alerts are for supervisors and the officers in charge; the ledger tells others that there was an act."""
        tender = TenderFactory(stage="evaluated")
        subject, reason = "3 text-reuse a/b", "两份技术文件第 31 页逐字相同"
        record(actor=None, verb="alert.confirm", subject=subject, tender=tender, reason=reason)
        assert seen(UserFactory(role=Role.SUPERVISOR), tender)[0].reason == reason
        administrator = UserFactory(role=Role.ADMINISTRATOR)
        (line,) = seen(administrator, tender)
        assert (line.hidden, line.subject, line.reason) == (True, "", "")
        assert seen(administrator, tender, q="text-reuse") == []

    def test_what_a_supervisor_looked_further_for_is_not_for_the_officer(self) -> None:
        officer = UserFactory()
        tender = TenderFactory(stage="evaluated", officer=officer)
        record(actor=None, verb="inquiry.ask", subject="a/b", tender=tender, reason="与 ZFCG-2025-0009 相似")
        assert "0009" in seen(UserFactory(role=Role.SUPERVISOR), tender)[0].reason
        lines = [line for line in seen(officer, tender) if line.entry.verb == "inquiry.ask"]
        assert [(line.hidden, line.reason) for line in lines] == [(True, "")]
        assert seen(officer, tender, q="0009") == []

    def test_acts_on_a_sign_of_another_tender_are_closed_to_the_officer_one_by_one(self) -> None:
        """The sign itself is for supervisors alone, so the reason of its decision is too; other signs stay open."""
        officer, supervisor = UserFactory(), UserFactory(role=Role.SUPERVISOR)
        tender = TenderFactory(stage="evaluated", officer=officer)
        for number, detector in enumerate(("machine", "other-tenders", "ownership-chain"), 1):
            record(
                actor=supervisor, verb="alert.dismiss", subject=f"{number} {detector} a/b", tender=tender,
                reason=f"理由{number}，与 ZFCG-2025-000{number} 无关",
            )  # fmt: skip
        lines = [line for line in seen(officer, tender) if line.entry.verb == "alert.dismiss"]
        assert [line.hidden for line in lines] == [True, True, False]
        assert [line.reason[:3] for line in lines] == ["", "", "理由1"]
        assert len(seen(officer, tender, q="ZFCG-2025-0001")) == 1
        assert seen(officer, tender, q="ZFCG-2025-0002") == []
        rows = queries.sheet(queries.entries_for(officer, tender), officer).rows
        assert "ZFCG-2025-0002" not in repr(rows)
        assert not any(line.hidden for line in seen(supervisor, tender))

    def test_a_sealed_family_nobody_speaks_for_stays_closed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        tender, _author, other = a_scored_tender()
        sheet(tender, other)
        monkeypatch.setattr(curtain, "_QUESTIONS", {})
        assert seen(UserFactory(role=Role.SUPERVISOR), tender)[0].hidden
        assert ledger_seal.scores_are_gathered(tender)


@pytest.mark.django_db
def test_filters_narrow_by_person_verb_day_and_text() -> None:
    supervisor, someone = UserFactory(role=Role.SUPERVISOR), UserFactory(display_name="李经办")
    first = record(actor=someone, verb="people.create", subject="王五", reason="新入库")
    record(actor=None, verb="people.change", subject="赵六")
    day = first.at.date()
    assert [line.subject for line in seen(supervisor, who="李经办")] == ["王五"]
    assert [line.subject for line in seen(supervisor, verb="people.change")] == ["赵六"]
    assert [line.subject for line in seen(supervisor, q="新入库")] == ["王五"]
    assert len(seen(supervisor, since="2000-01-01", until=f"{day.year + 1}-01-01")) == 2
    assert seen(supervisor, until="2000-01-01") == []
    assert len(seen(supervisor, since="no date")) == 2


def test_before_and_after_are_words() -> None:
    assert changes({"stage": "x1", "same": 1}, {"stage": "x2", "same": 1, "new": True}) != []
    said = changes({"stage": "x1", "same": 1}, {"stage": "x2", "same": 1})
    assert len(said) == 1
    assert "x1 → x2" in said[0]


def test_a_moment_is_shown_by_the_local_clock() -> None:
    with timezone.override("Asia/Shanghai"):
        assert value_text("2026-03-02T01:31:05.250000+00:00") == "2026-03-02 09:31:05"
        assert value_text("2026-03-02T01:31:00Z") == "2026-03-02 09:31:00"
        assert "2026-03-02 09:31:00" in changes(None, {"opened_at": "2026-03-02T01:31:00Z"})[0]
    assert value_text("2026-03-02") == "2026-03-02"
    assert value_text("2026-99-02T01:31:00Z") == "2026-99-02T01:31:00Z"


def test_a_hash_is_shown_by_its_head() -> None:
    assert value_text("ab" * 32) == "abababababab…"
    assert value_text("ab" * 31) == "ab" * 31


@pytest.mark.django_db
def test_subjects_and_bidders_are_read_out_by_name() -> None:
    """The record keeps codes and keys, which last; people read kinds of signs and firms."""
    supervisor = UserFactory(role=Role.SUPERVISOR)
    tender = TenderFactory(stage="evaluated")
    firms = [BidFactory(tender=tender, key=key).supplier.name for key in "ab"]
    after = {"bidders": ["a", "b"], "ways": ["two_hops"]}
    record(actor=supervisor, verb="alert.confirm", subject="3 machine a/b", tender=tender)
    record(actor=supervisor, verb="inquiry.ask", subject="1", tender=tender, after=after)
    record(actor=None, verb="score.decide", subject="a O1", tender=tender)
    record(actor=None, verb="tender.evaluate", subject=tender, tender=tender, after={"policy": "national 1"})
    with translation.override("en"):
        evaluated, item, asked, sign = seen(supervisor, tender)
    assert sign.subject == f"Alert 3: Same machine ({firms[0]}、{firms[1]})"
    assert sorted(asked.changes) == [f"bidders: {firms[0]}, {firms[1]}", "ways: ownership over two hops"]
    assert item.subject == f"{firms[0]} O1"
    assert evaluated.changes == ("policy: whole country, version 1",)


@pytest.mark.django_db
def test_sealed_bidders_are_not_named() -> None:
    tender = TenderFactory(stage="loaded")
    BidFactory(tender=tender, key="a")
    record(actor=None, verb="tender.load", subject="x", tender=tender, after={"bidders": ["a"]})
    (line,) = seen(UserFactory(role=Role.ADMINISTRATOR), tender)
    assert line.changes[0].endswith("a")
