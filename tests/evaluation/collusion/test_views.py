"""Supervision pages: who sees what, what the filters leave, and what a decision does."""

import hashlib
import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image as Picture

from evaluation.collusion import services
from evaluation.collusion.alert import CollusionResult, Group
from evaluation.collusion.handling.services import assign
from evaluation.collusion.models import Decision
from evaluation.collusion.queries import names_of
from procurement.files.services import store
from procurement.message import msg
from procurement.people.models import Role, User
from procurement.tenders.models import TenderDocument
from tests.evaluation.collusion.alerts import alert, passage, stored
from tests.evaluation.collusion.world import World, world
from tests.factories import UserFactory, document, evaluate
from tests.factories import stored as kept

pytestmark = pytest.mark.django_db
REASON = "两份文件出自同一台电脑，证据充分。"


def signed_in(user: User) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(user)
    return client


def page_of(w: World, number: int = 1) -> str:
    return reverse("collusion:alert", args=[w.tender.reference, number])


@pytest.mark.parametrize("name", ["collusion:tender", "collusion:alert", "collusion:group"])
def test_experts_and_strangers_find_no_alerts(name: str) -> None:
    w = world()
    stored(w.evaluation, alert(1), ring=("a", "b"))
    args = [w.tender.reference] if name == "collusion:tender" else [w.tender.reference, 1]
    for user in (w.expert, UserFactory(role=Role.OFFICER), UserFactory(role=Role.ADMINISTRATOR)):
        assert signed_in(user).get(reverse(name, args=args)).status_code == 404
    for user in (w.officer, w.supervisor):
        assert signed_in(user).get(reverse(name, args=args)).status_code == 200


def test_the_queue_and_its_export_hold_only_what_one_may_see() -> None:
    mine, other = world(), world()
    stored(mine.evaluation, alert(1))
    stored(other.evaluation, alert(2))
    client = signed_in(mine.officer)
    page = client.get(reverse("collusion:queue")).content.decode()
    assert mine.tender.reference in page
    assert other.tender.reference not in page
    export = client.get(reverse("collusion:export") + "?state=all").content
    cells = [
        row[0] for row in load_workbook(io.BytesIO(export)).active.iter_rows(min_row=2, values_only=True)
    ]
    assert cells == [mine.tender.reference]
    assert signed_in(mine.expert).get(reverse("collusion:queue")).status_code == 403


def test_an_unevaluated_tender_shows_no_alerts_to_anybody() -> None:
    w = world(stage="opened")
    stored(w.evaluation, alert(1))
    assert signed_in(w.supervisor).get(page_of(w)).status_code == 404


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("state=all", [1, 2, 3]),
        ("state=open&level=high", [1]),
        ("state=open&detector=network", [3]),
        ("state=open&bidder=c", [3]),
        ("state=open&q=4D:02", [2]),
        ("state=open&level=nonsense", [1, 2, 3]),
        ("state=confirmed", []),
        ("state=open&q=%25", []),
    ],
)
def test_filters_are_links(query: str, numbers: list[int]) -> None:
    w = world()
    rows = (
        alert(1),
        alert(2, level="medium", bits=13),
        alert(3, ("b", "c"), detector="network", level="low", bits=7),
    )
    stored(w.evaluation, *rows)
    response = signed_in(w.supervisor).get(reverse("collusion:queue") + "?" + query)
    assert [line.alert.number for line in response.context["rows"]] == numbers


def test_groups_come_first_and_hold_their_alerts_back_from_the_list() -> None:
    w = world()
    stored(w.evaluation, alert(1), ring=("a", "b"))
    response = signed_in(w.supervisor).get(reverse("collusion:queue"))
    assert len(response.context["groups"]) == 1
    assert response.context["rows"] == []


def test_the_lists_take_the_same_number_of_queries_for_one_and_for_three_alerts(
    django_assert_max_num_queries: Any,
) -> None:
    for count in (1, 3):
        w = world()
        stored(w.evaluation, *(alert(number) for number in range(1, count + 1)))
        client = signed_in(w.supervisor)
        for url in (reverse("collusion:queue"), reverse("collusion:tender", args=[w.tender.reference])):
            with django_assert_max_num_queries(28):
                client.get(url)


def test_the_page_of_an_alert_quotes_the_article_and_says_the_limits() -> None:
    w = world()
    stored(w.evaluation, alert(1))
    page = signed_in(w.supervisor).get(page_of(w)).content.decode()
    assert "不同投标人的投标文件由同一单位或者个人编制" in page
    assert "00:1A:2B:3C:4D:01" in page
    assert 'name="reason"' in page


def test_an_officer_sees_the_evidence_and_no_form() -> None:
    w = world()
    stored(w.evaluation, alert(1))
    page = signed_in(w.officer).get(page_of(w)).content.decode()
    assert "00:1A:2B:3C:4D:01" in page
    assert 'name="reason"' not in page


def test_passages_stand_side_by_side_and_one_leads_to_the_next() -> None:
    w = world()
    text = "我单位在三十日内完成全部设备的安装\n质保期内四小时响应"
    for bid in w.tender.bids.filter(key__in=["a", "b"]):
        document(bid, text=text)
    first, second = text.split("\n")
    evidence = (passage(first), passage(second, start=len(first) + 1))
    stored(w.evaluation, alert(1, detector="text-reuse", evidence=evidence))
    client = signed_in(w.supervisor)
    opened = client.get(page_of(w)).context["opened"]
    assert [half.party.key for half in opened.halves] == ["a", "b"]
    assert all(half.view is not None for half in opened.halves)
    assert {mark.kind for mark in opened.halves[0].view.marks} == {"shared", "other"}
    assert (opened.previous, opened.next) == (None, 2)
    fragment = client.get(page_of(w) + "?passage=2", headers={"HX-Request": "true", "HX-Target": "passage"})
    assert fragment.content.decode().lstrip().startswith('<section id="passage"')
    assert fragment.context["opened"].passage.number == 2
    assert client.get(page_of(w) + "?passage=99").context["opened"].passage.number == 2


def test_a_document_that_is_gone_does_not_break_the_page() -> None:
    w = world()
    stored(w.evaluation, alert(1, detector="text-reuse", evidence=(passage(),)))
    response = signed_in(w.supervisor).get(page_of(w))
    assert response.status_code == 200
    assert response.context["opened"].halves[0].view is None


def test_deciding_leads_to_the_next_open_alert() -> None:
    w = world()
    rows = stored(w.evaluation, alert(1), alert(2))
    form = {"verdict": "confirmed", "reason": REASON, "fingerprint": rows[0].fingerprint, "and_next": ""}
    response = signed_in(w.supervisor).post(reverse("collusion:decide", args=[w.tender.reference, 1]), form)
    assert response["Location"] == page_of(w, 2)
    assert Decision.objects.get().verdict == "confirmed"


def test_a_missing_reason_is_said_and_what_was_typed_stays() -> None:
    w = world()
    stored(w.evaluation, alert(1))
    url = reverse("collusion:decide", args=[w.tender.reference, 1])
    response = signed_in(w.supervisor).post(url, {"verdict": "confirmed", "reason": "太短"})
    assert response.status_code == 422
    assert "太短" in response.content.decode()
    assert not Decision.objects.exists()


def test_an_alert_that_changed_meanwhile_is_not_decided_by_its_number() -> None:
    w = world()
    stored(w.evaluation, alert(1))
    url = reverse("collusion:decide", args=[w.tender.reference, 1])
    response = signed_in(w.supervisor).post(
        url, {"verdict": "confirmed", "reason": REASON, "fingerprint": "0" * 64}
    )
    assert response.status_code == 422
    assert not Decision.objects.exists()


def test_an_officer_cannot_decide_by_posting() -> None:
    w = world()
    stored(w.evaluation, alert(1))
    url = reverse("collusion:decide", args=[w.tender.reference, 1])
    assert signed_in(w.officer).post(url, {"verdict": "confirmed", "reason": REASON}).status_code == 403
    assert not Decision.objects.exists()


def test_reopening_asks_why() -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    services.decide(tender=w.tender, choices=[(row, "dismissed")], reason=REASON, by=w.supervisor)
    client, url = signed_in(w.supervisor), reverse("collusion:reopen", args=[w.tender.reference, 1])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "收到新的证据，需要重新判断。"}).status_code == 302
    assert [d.verdict for d in Decision.objects.all()] == ["dismissed", "reopened"]


def test_a_group_is_decided_sign_by_sign_under_one_reason() -> None:
    w = world()
    rows = stored(w.evaluation, alert(1), alert(2), alert(3, ("b", "c")), ring=("a", "b", "c"))
    url = reverse("collusion:group", args=[w.tender.reference, 1])
    client = signed_in(w.supervisor)
    nothing = client.post(url, {f"alert-{row.fingerprint}": "leave" for row in rows} | {"reason": REASON})
    assert nothing.status_code == 422
    verdicts = dict(
        zip((f"alert-{row.fingerprint}" for row in rows), ("confirmed", "dismissed", "leave"), strict=True)
    )
    assert client.post(url, verdicts | {"reason": REASON}).status_code == 302
    assert [(d.verdict, d.reason) for d in Decision.objects.all()] == [
        ("confirmed", REASON),
        ("dismissed", REASON),
    ]
    page = client.get(url)
    assert [sign.alert.number for sign in page.context["undecided"]] == [3]
    assert page.context["matrix"].rows[0][0].key == "a"


def test_a_form_that_comes_too_late_decides_nothing_and_says_so() -> None:
    w = world()
    first, second = stored(w.evaluation, alert(1), alert(2), ring=("a", "b"))
    url = reverse("collusion:group", args=[w.tender.reference, 1])
    client = signed_in(w.supervisor)
    client.post(
        url,
        {f"alert-{first.fingerprint}": "confirmed", f"alert-{second.fingerprint}": "leave", "reason": REASON},
    )
    for verdicts in ({first: "dismissed", second: "confirmed"}, {first: "dismissed"}):
        form = {f"alert-{row.fingerprint}": verdict for row, verdict in verdicts.items()}
        late = client.post(url, form | {"reason": "另一个窗口里的判断，不应被悄悄放过。"})
        assert late.status_code == 422
        assert "Alert 1 has been decided meanwhile" in late.content.decode()
        assert "另一个窗口里的判断" in late.content.decode()
    assert [(d.fingerprint, d.verdict) for d in Decision.objects.all()] == [(first.fingerprint, "confirmed")]


def test_an_alert_outside_the_group_is_not_decided_through_its_form() -> None:
    w = world()
    rows = stored(w.evaluation, alert(1), ring=("a", "b"))
    other = world()
    (foreign,) = stored(other.evaluation, alert(9))
    url = reverse("collusion:group", args=[w.tender.reference, 1])
    form = {
        f"alert-{rows[0].fingerprint}": "confirmed",
        f"alert-{foreign.fingerprint}": "confirmed",
        "reason": REASON,
    }
    signed_in(w.supervisor).post(url, form)
    assert [d.fingerprint for d in Decision.objects.all()] == [rows[0].fingerprint]


def test_search_treats_input_as_text() -> None:
    w = world()
    stored(w.evaluation, alert(1))
    page = signed_in(w.supervisor).get(
        reverse("collusion:queue"), {"q": "<script>alert(1)</script>", "state": "all"}
    )
    assert b"<script>alert(1)" not in page.content


def test_a_passage_in_another_tender_is_shown_to_supervisors_and_hidden_from_officers() -> None:
    """What rests on another tender's file is that tender's business: its officers' and the supervisors'."""
    mine, other = world(), world(bidders=("z",))
    text = "网络割接采用先旁路后替换的三步走法"
    for bid in (*mine.tender.bids.filter(key="a"), *other.tender.bids.all()):
        document(bid, text=text)
    firm = other.tender.bids.get().supplier.name
    item = passage(text)
    evidence = ({**item, "b": {**item["b"], "bidder": firm, "tender": other.tender.reference}},)
    rows = (alert(1), alert(2, ("a",), detector="other-tenders", evidence=evidence))
    stored(mine.evaluation, *rows, ring=("a", "b"))
    opened = signed_in(mine.supervisor).get(page_of(mine, 2)).context["opened"]
    assert [half.reference for half in opened.halves] == [mine.tender.reference, other.tender.reference]
    assert opened.halves[1].view is not None
    assert signed_in(mine.officer).get(page_of(mine, 2)).status_code == 404
    (line,) = signed_in(mine.officer).get(reverse("collusion:queue")).context["groups"]
    assert line.total == 1


@pytest.mark.parametrize("role", [Role.EXPERT, Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", ["collusion:queue", "collusion:export"])
def test_the_queue_and_its_export_are_refused_alike(role: Role, name: str) -> None:
    refused = signed_in(UserFactory(role=role)).get(reverse(name))
    assert refused.status_code == 403
    assert "Alerts are not shown to you." in refused.content.decode()


@pytest.mark.parametrize("act", ["decide", "reopen", "note"])
def test_the_address_of_a_form_leads_to_its_sign_when_it_is_only_followed(act: str) -> None:
    w = world()
    stored(w.evaluation, alert(1))
    answer = signed_in(w.supervisor).get(reverse(f"collusion:{act}", args=[w.tender.reference, 1]))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("collusion:alert", args=[w.tender.reference, 1])


def test_the_tenders_own_words_are_greyed_on_both_pages() -> None:
    w = world()
    asked = "中标人应当在签订合同后三十日内完成全部设备的安装、调试并交付使用"
    TenderDocument.objects.create(tender=w.tender, name="招标文件.txt", position=0, file=kept(asked))
    text = f"网络割接采用先旁路后替换的三步走法\n{asked}"
    for bid in w.tender.bids.filter(key__in=["a", "b"]):
        document(bid, text=text)
    evidence = (passage("网络割接采用先旁路后替换的三步走法"),)
    stored(w.evaluation, alert(1, detector="text-reuse", evidence=evidence))
    opened = signed_in(w.supervisor).get(page_of(w)).context["opened"]
    for half in opened.halves:
        assert [mark.kind for mark in half.view.marks] == ["quoted", "shared"]
        assert float(half.view.marks[0].y) > float(half.view.marks[1].y)


def test_raw_similarity_stands_beside_similarity_after_subtraction() -> None:
    """Of 1,000 characters 400 are the tender's and 90 shared: 49 % alike before, 90 of 600 or 15 % after."""
    w = world()
    counts = {
        "characters": [1000, 2000],
        "quoted": [400, 400],
        "shared": [90, 80],
        "raw": 0.49,
        "after": 0.15,
    }
    stored(w.evaluation, replace(alert(1, detector="text-reuse", evidence=(passage(),)), detail=counts))
    response = signed_in(w.supervisor).get(page_of(w))
    first, second = response.context["left_out"]
    assert (first.raw, first.after, first.own) == (0.49, 0.15, 510)
    assert (second.raw, second.after) == (0.24, 0.05)
    page = response.content.decode()
    assert "49%" in page
    assert "15%" in page


def test_a_shared_picture_is_cut_out_of_both_pages() -> None:
    w = world()
    for bid in w.tender.bids.filter(key__in=["a", "b"]):
        document(bid, text="营业执照")
    side = {"document": "投标文件.txt", "page": 1, "bbox": [100, 200, 300, 400], "sha256": "ab"}
    item = {"kind": "identical", "a": {"bidder": "a", **side}, "b": {"bidder": "b", **side}}
    stored(w.evaluation, alert(1, detector="image-reuse", evidence=(item,)))
    response = signed_in(w.supervisor).get(page_of(w))
    assert [half.crop for half in response.context["opened"].halves] == ["94.0 194.0 212.0 212.0"] * 2
    page = response.content.decode()
    assert page.count('class="crop"') == 2
    assert page.count("71 × 71") == 2
    assert page.count("box=100-200-300-400") == 4  # the picture and the line above it lead to the marked page


def test_two_seals_are_shown_at_one_scale_and_two_pictures_of_very_different_size_each_as_large_as_may_be() -> (
    None
):
    w = world()
    for bid in w.tender.bids.filter(key__in=["a", "b"]):
        document(bid, text="投标函")
    side = {"document": "投标文件.txt", "page": 1}
    seals = {"field": "seal", "value": "晨星信息技术有限公司"}
    seals |= {
        key: {"bidder": key, **side, "bbox": box}
        for key, box in (("a", [100, 100, 200, 200]), ("b", [300, 300, 420, 410]))
    }
    far = {
        key: {"bidder": key, **side, "bbox": box}
        for key, box in (("a", [0, 0, 50, 50]), ("b", [0, 0, 300, 300]))
    }
    stored(w.evaluation, alert(1, detector="mixed-documents", evidence=(seals, far)))
    client = signed_in(w.supervisor)
    opened = client.get(page_of(w)).context["opened"]
    assert [half.crop for half in opened.halves] == ["84.0 89.0 132.0 122.0", "294.0 294.0 132.0 122.0"]
    opened = client.get(page_of(w) + "?passage=2").context["opened"]
    assert [half.crop for half in opened.halves] == ["-6.0 -6.0 62.0 62.0", "-6.0 -6.0 312.0 312.0"]


def test_a_picture_of_a_word_file_is_shown_though_it_has_no_place_on_the_page() -> None:
    w = world()
    word, held = docx.Document(), io.BytesIO()
    Picture.new("RGB", (300, 200), (30, 90, 160)).save(held, "PNG")
    word.add_picture(held)
    out = io.BytesIO()
    word.save(out)
    sha = hashlib.sha256(held.getvalue()).hexdigest()
    sides = {}
    for bid in w.tender.bids.filter(key__in=["a", "b"]):
        row = document(bid, name="投标文件.docx")
        row.file = store(data=out.getvalue(), media_type="application/octet-stream")
        row.save()
        sides[bid.key] = {"bidder": bid.key, "document": row.name, "page": 1, "bbox": None, "sha256": sha}
    stored(w.evaluation, alert(1, detector="image-reuse", evidence=({"kind": "identical", **sides},)))
    client = signed_in(w.supervisor)
    half = client.get(page_of(w)).context["opened"].halves[0]
    assert half.crop == ""
    shown = client.get(half.picture)
    assert shown.status_code == 200
    assert Picture.open(io.BytesIO(shown.content)).size == (300, 200)
    assert client.get(half.picture.replace(sha, "0" * 64)).status_code == 404
    assert signed_in(UserFactory()).get(half.picture).status_code == 404


def test_weak_signs_are_folded_away_with_their_number_and_unfold_by_a_link() -> None:
    w = world()
    weak = (alert(2, level="low", bits=2.9), alert(3, ("b", "c"), level="low", bits=0.4))
    stored(w.evaluation, alert(1, level="low", bits=3.1), *weak)
    client = signed_in(w.supervisor)
    for address in (reverse("collusion:queue"), reverse("collusion:tender", args=[w.tender.reference])):
        folded = client.get(address)
        assert [line.alert.number for line in folded.context["rows"]] == [1]
        assert "2 weak signs of at most 3 bits are folded away" in folded.content.decode()
        shown = client.get(address + folded.context["folding"].href)
        assert [line.alert.number for line in shown.context["rows"]] == [1, 2, 3]
        assert "weak" not in shown.context["folding"].href


def test_a_filter_that_leaves_only_weak_signs_says_so() -> None:
    w = world()
    stored(w.evaluation, alert(1), alert(2, ("b", "c"), level="low", bits=1.0))
    answer = signed_in(w.supervisor).get(reverse("collusion:queue") + "?bidder=c")
    assert answer.context["rows"] == []
    assert "Only weak signs are here." in answer.content.decode()
    assert "bidder=c" in answer.context["folding"].href


def test_decided_and_handed_over_signs_are_never_folded_and_a_file_has_all() -> None:
    w = world()
    rows = stored(w.evaluation, *(alert(n, level="low", bits=1.0) for n in (1, 2, 3)))
    services.decide(tender=w.tender, choices=[(rows[0], "dismissed")], reason=REASON, by=w.supervisor)
    assign(alerts=[rows[1]], person=w.supervisor, by=w.supervisor)
    client = signed_in(w.supervisor)
    address = reverse("collusion:tender", args=[w.tender.reference])
    assert [line.alert.number for line in client.get(address).context["rows"]] == [1, 2]
    export = load_workbook(io.BytesIO(client.get(reverse("collusion:export") + "?state=all").content)).active
    assert export.max_row == 4


def test_bidders_are_called_by_name_wherever_a_sentence_speaks_of_them() -> None:
    """Stored sentences hold keys; the list, the alert, the ring, its sheet and its files say the firms' names."""
    w = world()
    named = replace(
        alert(1, detector="mixed-documents"),
        summary=msg("The documents of %(host)s name %(guest)s: %(what)s", host="a", guest="b", what="张三"),
        derivation=(msg("%(a)s and %(b)s: %(bits)s bits", a="a", b="b", bits="24"),),
    )
    group = Group(
        ("a", "b"), "high", 24.0, (1,), (msg("%(a)s and %(b)s: %(bits)s bits", a="a", b="b", bits="24"),)
    )
    services.store(evaluation=w.evaluation, result=CollusionResult((named,), (group,)))
    firms = names_of(w.tender)
    client, reference = signed_in(w.supervisor), w.tender.reference
    one, ring = [reference, 1], [reference, 1]
    said, step = f"The documents of {firms['a']} name {firms['b']}", f"{firms['a']} and {firms['b']}: 24 bits"
    for name, args in (("tender", [reference]), ("alert", one), ("group", ring), ("sheet", ring)):
        page = client.get(reverse(f"collusion:{name}", args=args)).content.decode()
        assert said in page, name
        assert name == "tender" or step in page, name
    for name in ("take_alert", "take_group"):
        for form in ("csv", "json"):
            text = client.get(reverse(f"collusion:{name}", args=[reference, 1, form])).content.decode()
            assert said in text, (name, form)
            assert step in text, (name, form)


def test_an_officer_reads_no_reason_of_a_sign_that_rests_on_another_tender() -> None:
    """Neither while the sign is there, nor as a decision about a sign that is found no more."""
    w = world()
    (hidden,) = stored(w.evaluation, alert(1, detector="other-tenders"))
    services.decide(
        tender=w.tender, choices=[(hidden, "dismissed")], reason="与 ZFCG-2025-0009 同一写手", by=w.supervisor
    )
    address = reverse("collusion:tender", args=[w.tender.reference])
    history = reverse("ledger:tender", args=[w.tender.reference])
    for _round in range(2):
        for page in (address, history):
            assert "ZFCG-2025-0009" not in signed_in(w.officer).get(page).content.decode()
        assert "ZFCG-2025-0009" in signed_in(w.supervisor).get(history).content.decode()
        stored(evaluate(w.tender), alert(2))
    assert "ZFCG-2025-0009" in signed_in(w.supervisor).get(address).content.decode()


def test_what_is_shared_and_not_counted_is_shown_with_its_reason_and_marks_no_pair() -> None:
    """The address of an agency's hall says nothing, but nothing is left out unseen."""
    w = world()
    hall = replace(
        alert(1, ("a", "b", "c"), detector="network", level="low", bits=0.0),
        derivation=(msg("The policy names it as shared by many: 0 bits"),),
    )
    stored(w.evaluation, hall, alert(2))
    response = signed_in(w.supervisor).get(reverse("collusion:tender", args=[w.tender.reference]))
    assert [line.alert.number for line in response.context["aside"]] == [1]
    assert "The policy names it as shared by many" in response.content.decode()
    assert [(cell.a, cell.b) for cell in response.context["heat"].pairs] == [("a", "b")]
