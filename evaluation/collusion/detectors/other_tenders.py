"""Passages that a bid shares with another firm's bid in an earlier tender 跨项目投标文件雷同.

Method: every evaluated bid leaves fingerprints (``evaluation.collusion.across``); those of the new bid are looked up
among all that the agency holds.  The bids of other firms that share several rare ones are read again and aligned with
the new bid exactly, after the words of both tenders' documents have been taken out.  One alert per pair of firms, with
the other tender's reference, and every passage with its place in both bids.

Weight: as ``text-reuse``, a passage counting by the share of its fingerprints that few firms have.  Where the other
firm does not bid here, log2(1 + stored bids × present bidders ÷ 435) bits are taken off for the search, and the sign
alone does not reach ``high``.

Basis: 实施条例 Art. 40(1); 87号令 Art. 37(1).

Exclusions: a supplier's own earlier bids; the documents of any tender that the agency holds; fingerprints that more
than four other firms have.  Settings: ``across.other_firm``, ``across.both_bid`` of the policy.

Supervisors alone see these alerts: their evidence is the content of a tender that the officers of this one do not run.
"""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.collusion.across.compare import findings
from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding
from evaluation.collusion.registry import detector


@detector("other-tenders", family="text")
def other_tenders(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per bidder and other firm with an earlier bid that says the same."""
    material = {bidder.bidder: bidder for bidder in case.bidders}
    for recall in case.recalls:
        if recall.earlier:
            yield from findings(
                material[recall.bidder],
                recall,
                case.tender_documents,
                present=len(case.bidders),
                policy=context.policy,
            )
