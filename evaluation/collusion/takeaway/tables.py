"""The tables of a sign and of a ring, as workbooks and CSV take them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from evaluation.collusion import alert_page, group_page
from evaluation.collusion.charts.heat import HeatMap
from evaluation.collusion.charts.times import Timeline
from evaluation.collusion.group_page import Sign
from evaluation.collusion.models import Alert, AlertGroup, Decision
from evaluation.collusion.subtraction import left_out_rows
from procurement.people.templatetags.gongping import message
from procurement.spreadsheet import Sheet, Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def of_sign(alert: Alert, names: Mapping[str, str], decisions: Sequence[Decision]) -> list[Sheet]:
    """The sign itself, its passages, its shared values, and what was decided about it."""
    return [about(alert, names), *evidence(alert, names), decided(decisions)]


def about(alert: Alert, names: Mapping[str, str]) -> Sheet:
    """What the sign is, what it weighs and why, which article it rests on, and what it does not prove."""
    rows: list[list[Value]] = [
        [_("Tender"), alert.evaluation.tender.reference],
        [_("Number"), alert.number],
        [_("Kind of sign"), alert_page.title(alert)],
        [_("Bidders"), "、".join(party.name for party in alert_page.parties(alert, names))],
        [_("Level"), str(alert.get_level_display())],
        [_("Bits"), round(alert.bits, 1)],
        [_("Summary"), alert_page.said(alert.summary, names)],
    ]
    rows += [[_("Weight"), alert_page.said(step, names)] for step in alert.derivation]
    rows += [[law.citation, law.words] for law in alert_page.provisions(alert)]
    if alert.limits:
        rows.append([_("What this does not prove"), message(alert.limits)])
    for label, value in left_out_rows(alert, names):
        rows.append([label, value])
    return Sheet(_("Sign"), [_("Item"), _("Content")], rows)


def evidence(alert: Alert, names: Mapping[str, str]) -> list[Sheet]:
    """The passages, then the shared values; an absent one is left out."""
    sheets = []
    parties = alert_page.parties(alert, names)
    found = alert_page.passages(alert)
    if found:
        header = [
            _("No."),
            _("Document"),
            _("Page"),
            _("Text"),
            _("Document"),
            _("Page"),
            _("Text"),
            _("Alike"),
        ]
        rows: list[list[Value]] = [
            [
                p.number, p.a.document, p.a.page, p.a.text, p.b.document, p.b.page, p.b.text,
                None if p.similarity is None else round(p.similarity, 4),
            ]
            for p in found
        ]  # fmt: skip
        sheets.append(Sheet(_("Passages"), header, rows))
    shared = alert_page.rows(alert)
    if shared:
        cells: list[list[Value]] = [[row.label, *row.cells] for row in shared]
        sheets.append(Sheet(_("Side by side"), [_("Compared"), *(party.name for party in parties)], cells))
    return sheets


def decided(decisions: Sequence[Decision]) -> Sheet:
    """The decisions about a sign, oldest first."""
    rows: list[list[Value]] = [
        [d.decided_at, str(d.decided_by), str(d.get_verdict_display()), d.reason] for d in decisions
    ]
    return Sheet(_("Decisions"), [_("When"), _("Who"), _("Decision"), _("Reason")], rows)


def of_ring(
    ring: AlertGroup, signs: Sequence[Sign], heat: HeatMap, times: Timeline, names: Mapping[str, str]
) -> list[Sheet]:
    """The signs of a ring with articles and decisions, how they weigh together, the pairs, the things shared, the times."""
    listed: list[list[Value]] = [
        [
            sign.alert.number, sign.title, "、".join(party.name for party in sign.parties),
            str(sign.alert.get_level_display()), round(sign.alert.bits, 1), alert_page.said(sign.alert.summary, names),
            "；".join(law.citation for law in sign.provisions),
            "" if sign.decision is None else str(sign.decision.get_verdict_display()),
            "" if sign.decision is None else sign.decision.reason,
        ]
        for sign in signs
    ]  # fmt: skip
    header = [
        _("Number"), _("Kind of sign"), _("Bidders"), _("Level"), _("Bits"), _("Summary"), _("Basis"), _("Decision"),
        _("Reason"),
    ]  # fmt: skip
    pairs: list[list[Value]] = [
        [names.get(cell.a, cell.a), names.get(cell.b, cell.b), cell.bits, cell.signs] for cell in heat.pairs
    ]
    shared: list[list[Value]] = [
        [label, "、".join(names.get(key, key) for key in who), sign.alert.number]
        for sign in signs
        for label, who in group_page.shared_things(sign)
    ]
    moments: list[list[Value]] = [
        [m.at, names.get(m.bidder, m.bidder), group_page.moment_word(m.kind), m.what] for m in times.moments
    ]
    return [
        Sheet(_("The signs"), header, listed),
        Sheet(
            _("How the weight adds up"),
            [_("Step")],
            [[alert_page.said(step, names)] for step in ring.derivation],
        ),
        Sheet(_("Pairs"), [_("Bidder"), _("Bidder"), _("Bits"), _("Number of signs")], pairs),
        Sheet(_("What they share"), [_("Thing"), _("Bidders"), _("Alert")], shared),
        Sheet(_("Times"), [_("When"), _("Bidder"), _("What happened"), _("Document")], moments),
    ]


def as_csv(sheets: Sequence[Sheet]) -> str:
    """The tables one below the other with a blank line between; text that a program would run is made harmless."""
    target = io.StringIO()
    writer = csv.writer(target)
    for index, sheet in enumerate(sheets):
        if index:
            writer.writerow([])
        writer.writerow([sheet.title])
        writer.writerow(sheet.header)
        writer.writerows([_plain(value) for value in row] for row in sheet.rows)
    return target.getvalue()


def _plain(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
