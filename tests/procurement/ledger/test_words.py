"""What the ledger says in words: every act that the code records has a name that people read."""

import re
from pathlib import Path

from procurement.ledger.words import VERBS

ROOT = Path(__file__).resolve().parents[3]
RECORDED = re.compile(r'\bverb="([a-z]+\.[a-z]+)"')


def test_every_recorded_act_has_words() -> None:
    """Verbs are codes in the source; one that is missing here would be shown as its code."""
    sources = [*ROOT.glob("procurement/**/*.py"), *ROOT.glob("evaluation/**/*.py")]
    recorded = {verb for source in sources for verb in RECORDED.findall(source.read_text(encoding="utf-8"))}
    assert {"tender.load", "bids.open", "panel.submit"} <= recorded
    assert sorted(recorded - set(VERBS)) == []
