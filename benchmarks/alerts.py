"""How sure the alerts are: simulated honest and ring tenders, false alarms, detections, and whether bits mean bits.

    .venv/bin/python benchmarks/alerts.py [--honest 3000] [--rings 700] [--seed 1] [--parts 1]
        [--plot docs/detectors/calibration.svg]

Honest tenders carry the coincidences of practice: carriers' addresses, factory names, manufacturers' numbers, namesakes,
product photos and leaflets, one maker's whole file, list prices, phrases everybody writes, passages two bidders took from
one third text, one template found somewhere, one copy shop, a fund that holds a little of both, the state above both,
network cards that programs make up, and the agency's hall.  In a ring, bidders share one hard sign, or at least three soft
ones of different kinds, or (weak rings, for the calibration) two or fewer, or one sign among half of the bidders and more
(large rings), on top of such coincidences; every hard sign and every combination of soft kinds has its turn.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import combinations
from math import inf, isfinite, log2
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.tenders import LAWS, World
from evaluation.collusion.detect import detect
from evaluation.collusion.policy import DEFAULT
from evaluation.collusion.weighing import families_that_speak, weigh_pairs

WIDTH = 3


class Seen(NamedTuple):
    """What one pair of bidders was said to weigh, and whether it is in a ring."""

    stated: float
    ring: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """One simulated tender: what it was, the bidders found at each level, and every pair with any sign."""

    kind: str
    bidders: int
    ring: frozenset[str]
    signs: tuple[str, ...]
    high: frozenset[str]
    medium: frozenset[str]
    pairs: tuple[Seen, ...]
    silent: tuple[int, int]
    """Pairs without any sign: outside a ring, inside one."""
    alerts: tuple[tuple[str, float, tuple[str, ...]], ...]


def run(world: World, number: int, *, honest: bool) -> Outcome:
    """One tender, drawn and looked at."""
    kind, signs = ("honest", None) if honest else world.signs(number)
    made = world.tender(signs, large=kind == "large")
    result = detect(made.case)
    stated = weigh_pairs(result.alerts, families_that_speak(made.case), DEFAULT)
    keys = sorted(b.bidder for b in made.case.bidders)
    pairs = [(stated.get(pair), set(pair) <= made.ring) for pair in combinations(keys, 2)]
    quiet = Counter(inside for weight, inside in pairs if weight is None)
    found = {
        level: frozenset(b for g in result.groups if g.level == level for b in g.bidders)
        for level in ("high", "medium")
    }
    return Outcome(
        kind, len(keys), made.ring, made.signs, found["high"], found["medium"],
        tuple(Seen(weight.bits, inside) for weight, inside in pairs if weight is not None), (quiet[False], quiet[True]),
        tuple((a.detector, a.bits, a.bidders) for a in result.alerts),
    )  # fmt: skip


def interval(hits: int, of: int) -> str:
    """A share with its 95 % Wilson interval, in per cent."""
    if not of:
        return "-"
    p, z = hits / of, 1.96
    middle, half = (
        (p + z * z / (2 * of)) / (1 + z * z / of),
        z * ((p * (1 - p) + z * z / (4 * of)) / of) ** 0.5 / (1 + z * z / of),
    )
    return f"{100 * p:.2f} [{max(0.0, 100 * (middle - half)):.2f}, {min(100.0, 100 * (middle + half)):.2f}]"


class Bin(NamedTuple):
    """Pairs of about the same stated bits; ``low`` and ``high`` bound what was observed with 95 % confidence.

    Where no pair outside a ring was seen there is no upper bound (infinite), and no lower one where none inside was.
    """

    stated: float
    observed: float
    low: float
    high: float
    pairs: int
    rings: int


def calibration(outcomes: Iterable[Outcome]) -> list[Bin]:
    """Observed bits: log2 of the share of ring pairs that were said to weigh so much over that of all other pairs.

    Half a pair is added on either side; the interval is that of the ratio of two binomial shares (Katz).  Large rings are
    left out: one of ten bidders has as many pairs as a dozen others, all of one strength.
    """
    found = [outcome for outcome in outcomes if outcome.kind != "large"]
    pairs = [pair for outcome in found for pair in outcome.pairs]
    inside = sum(p.ring for p in pairs) + sum(o.silent[1] for o in found)
    outside = sum(not p.ring for p in pairs) + sum(o.silent[0] for o in found)
    bins: dict[int, list[Seen]] = defaultdict(list)
    for pair in pairs:
        bins[int(pair.stated // WIDTH)].append(pair)
    rows = []
    for _, seen in sorted(bins.items()):
        rings = sum(p.ring for p in seen)
        good, bad = rings + 0.5, len(seen) - rings + 0.5
        observed = log2(good / (inside + 1)) - log2(bad / (outside + 1))
        half = 1.96 * (1 / good + 1 / bad) ** 0.5 * log2(2.718281828)
        rows.append(
            Bin(
                sum(p.stated for p in seen) / len(seen), observed,
                observed - half if rings else -inf, observed + half if rings < len(seen) else inf, len(seen), rings,
            )
        )  # fmt: skip
    return rows


def report(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The rates."""
    honest = [o for o in outcomes if o.kind == "honest"]
    large = [o for o in outcomes if o.kind == "large"]
    high = sum(bool(o.high) for o in honest)
    any_level = sum(bool(o.high | o.medium) for o in honest)
    return {
        "honest": len(honest), "rings": len(outcomes) - len(honest),
        "false_high_percent": interval(high, len(honest)),
        "false_medium_or_high_percent": interval(any_level, len(honest)),
        **{
            f"found_by_{name}_percent": interval(sum(o.ring <= o.high for o in kind), len(kind))
            for name, kind in (
                ("one_hard_sign", [o for o in outcomes if o.kind == "hard"]),
                ("three_soft_signs", [o for o in outcomes if o.kind == "soft"]),
                ("up_to_two_soft_signs", [o for o in outcomes if o.kind == "weak"]),
            )
        },
        "large_rings_found_as_medium_or_high_percent": interval(
            sum(o.ring <= o.high | o.medium for o in large), len(large)
        ),
        "hard_signs_missed": dict(Counter(o.signs[0] for o in outcomes if o.kind == "hard" and not o.ring <= o.high)),
        "rings_with_an_outsider": sum(bool(o.ring and o.high - o.ring) for o in outcomes),
        "false_alarms_by_detector": dict(Counter(
            d for o in honest for d in {d for d, _, who in o.alerts if len(set(who) & (o.high | o.medium)) > 1}
        ).most_common()),
        "calibration": [
            {"stated": round(b.stated, 1), "observed": round(b.observed, 1),
             "interval": [round(x, 1) if isfinite(x) else None for x in (b.low, b.high)],
             "pairs": b.pairs, "of_rings": b.rings} for b in calibration(outcomes)
        ],
        "policy": f"{DEFAULT.name} {DEFAULT.version}",
    }  # fmt: skip


def plot(rows: Sequence[Bin], path: Path) -> None:
    """Stated against observed bits, one point for each bin with its interval, as SVG."""

    def at(value: float) -> float:
        return 40 + (min(max(value, -5), 35) + 5) * 10

    dots = "".join(
        f'<line x1="{at(b.stated):.0f}" x2="{at(b.stated):.0f}" y1="{480 - at(b.low):.0f}" y2="{480 - at(b.high):.0f}"'
        f' stroke="#1f5fa8"/><circle cx="{at(b.stated):.0f}" cy="{480 - at(b.observed):.0f}" r="{2 + log2(b.pairs + 1) / 3:.1f}"/>'
        for b in rows
    )
    ticks = "".join(
        f'<text x="{at(v)}" y="460" text-anchor="middle">{v}</text><text x="30" y="{484 - at(v)}" text-anchor="end">{v}</text>'
        for v in range(0, 36, 5)
    )
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 500" font-family="sans-serif" font-size="12">'
        f'<line x1="{at(-5)}" y1="{480 - at(-5)}" x2="{at(35)}" y2="{480 - at(35)}" stroke="#999" stroke-dasharray="4"/>'
        f'<g fill="#1f5fa8">{dots}</g><g fill="#444">{ticks}</g>'
        '<text x="240" y="485" text-anchor="middle">stated bits</text>'
        '<text x="12" y="250" text-anchor="middle" transform="rotate(-90 12 250)">observed bits</text></svg>\n',
        encoding="utf-8",
    )


def _part(work: tuple[argparse.Namespace, int]) -> tuple[list[Outcome], float]:
    """One process' share of the tenders, and its seconds; which signs a ring has follows from its running number."""
    options, part = work
    world, start = World(options.seed if options.parts == 1 else (options.seed, part)), time.process_time()
    outcomes = [run(world, number, honest=False) for number in range(part, options.rings, options.parts)]
    outcomes += [run(world, 0, honest=True) for _ in range(part, options.honest, options.parts)]
    return outcomes, time.process_time() - start


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the rates as JSON, and on the error stream what lies behind false alarms and missed rings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--honest", type=int, default=3000)
    parser.add_argument("--rings", type=int, default=700)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--parts", type=int, default=1, help="processes; each draws its share from a seed of its own"
    )
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args(arguments)
    if not LAWS.exists():
        sys.stderr.write(f"{LAWS} is absent: there is no background text\n")
        return 2
    with ProcessPoolExecutor(options.parts) as pool:
        work = [(options, part) for part in range(options.parts)]
        found = list(pool.map(_part, work))
    outcomes = [outcome for part, _ in found for outcome in part]
    if options.plot:
        plot(calibration(outcomes), options.plot)
    measured = {
        "seed": options.seed,
        "seconds": round(sum(seconds for _, seconds in found)),
        **report(outcomes),
    }
    sys.stdout.write(json.dumps(measured, indent=1, ensure_ascii=False) + "\n")
    wrong = [o for o in outcomes if o.kind == "honest" and o.high | o.medium]
    wrong += [o for o in outcomes if o.kind in ("hard", "soft") and not o.ring <= o.high]
    wrong += [o for o in outcomes if o.kind == "large" and not o.ring <= o.high | o.medium]
    for o in wrong:
        telling = o.ring or o.high or o.medium
        seen = [(d, b, "/".join(who)) for d, b, who in o.alerts if len(set(who) & telling) > 1]
        sys.stderr.write(f"{o.kind} {o.bidders} {'/'.join(sorted(telling))} {o.signs} {seen}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
