"""How sure the alerts are: simulated honest and ring tenders, false alarms, detections, and whether bits mean bits.

    .venv/bin/python benchmarks/alerts.py [--honest 3000] [--rings 500] [--seed 1] [--plot docs/detectors/calibration.svg]

Every bid is text of its own (statutes from ``../shared/data``, no sentence twice in a tender) that quotes its tender.
Honest tenders carry the coincidences of practice: carriers' addresses, factory names, manufacturers' numbers, namesakes,
product photos, and passages two bidders took from one third text.  In a ring, bidders share one hard sign, or at least
three soft ones of different kinds, or (weak rings, for the calibration) two or fewer, on top of such coincidences.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import log2
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LAWS = ROOT.parent / "shared" / "data" / "zh-laws.txt.xz"
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from evaluation.collusion.alert import BidderMaterial, Case  # noqa: E402
from evaluation.collusion.detect import detect  # noqa: E402
from evaluation.collusion.grouping import between_pairs, together  # noqa: E402
from evaluation.collusion.policy import DEFAULT  # noqa: E402
from evaluation.reading.document import Box, Document, Image, Origin, Page, Table  # noqa: E402
from procurement.bids.schema import BidSpec  # noqa: E402

CHARACTERS = 3000
FAMILY, GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜",
    (
        "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英文博雨轩梓涵浩宇欣怡国华建志永春海波晓东红梅兰玉珍凤莲云飞龙虎林森"
        "松柏杨柳清泉江河山川石岩峰岭谷野田园禾苗稻麦米粟星辰日月光辉阳照晖晨曦夜雪霜露雷电风霞彩虹思远达维新立德仁义礼智信"
    ),
)
SLIPS = (
    ("安装", "按装"),
    ("调试", "调式"),
    ("检验", "捡验"),
    ("配合", "培合"),
    ("即将", "既将"),
    ("竣工", "峻工"),
)
HARD = ("mac", "disk_serial", "mainboard", "software_lock", "creation_code", "deposit_account",
        "file_id", "price_ratio", "person_id", "contact_phone", "named", "long_text")  # fmt: skip
SOFT = (("upload_ip",), ("author", "rsid", "created", "company"), ("text", "slip"), ("name",), ("address", "printed_phone"),
        ("image",), ("legal",))  # fmt: skip


@dataclass
class Draft:
    """A bid in the making."""

    name: str
    texts: list[str]
    supplier: dict[str, Any]
    provenance: dict[str, Any]
    prices: list[float]
    origin: dict[str, Any]
    team: list[dict[str, str]] = field(default_factory=list)
    images: list[str] = field(default_factory=list)

    def material(self, key: str) -> BidderMaterial:
        """The bid as the detectors see it."""
        rows: list[tuple[str | None, ...]] = [("编码", "名称", "单位", "数量", "单价", "合价")]
        rows += [(f"A{i}", f"货物{i}", "台", "1", f"{p:.2f}", f"{p:.2f}") for i, p in enumerate(self.prices)]
        pictures = tuple(Image(Box(0, 0, 100, 100), 500, 400, sha) for sha in self.images)
        text = "\n".join(self.texts)
        page = Page(1, 595, 842, text, np.zeros((len(text), 4), np.float32), images=pictures)
        bill = Page(
            1, 595, 842, "", np.zeros((0, 4), np.float32), tables=(Table(Box(0, 0, 1, 1), tuple(rows)),)
        )
        spec = {"supplier": {"name": self.name, **self.supplier}, "provenance": self.provenance, "team": self.team,
                "price": {"total": f"{sum(self.prices):.2f}", "items": "报价.xlsx"}}  # fmt: skip
        documents = (
            Document("标书.pdf", "", "", (page,), Origin(**self.origin)),
            Document("报价.xlsx", "", "", (bill,)),
        )
        return BidderMaterial(key, documents, BidSpec.model_validate(spec))


class World:
    """Draws tenders from a seed."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        with lzma.open(LAWS, "rt", encoding="utf-8") as laws:
            text = laws.read()
        self.sentences = [s for s in dict.fromkeys(re.split(r"(?<=[。；])|\n", text)) if 20 <= len(s) <= 120]

    def some(self, low: int, high: int) -> int:
        """A number from low to high."""
        return int(self.rng.integers(low, high + 1))

    def chance(self, p: float) -> bool:
        """True with probability p."""
        return bool(self.rng.random() < p)

    def code(self, length: int = 12) -> str:
        """A random hexadecimal code."""
        return self.rng.bytes(length)[: length // 2].hex().upper()

    def person(self) -> str:
        """A name of two or three characters."""
        return str(self.rng.choice(list(FAMILY))) + "".join(self.rng.choice(list(GIVEN), self.some(1, 2)))

    def own(self, tender: list[str], order: list[int], position: int) -> Draft:
        """An honest bid: own sentences among quotations of the tender."""
        texts, length = [], 0
        while length < CHARACTERS:
            texts.append(self.sentences[order.pop()])
            length += len(texts[-1])
        for quoted in tender:
            if self.chance(0.8):
                texts.insert(self.some(0, len(texts)), "响应：" + quoted)
        for _ in range(3):
            texts.insert(self.some(0, len(texts)), "".join(f"我方负责{right}工作。" for right, _ in SLIPS))
        base = 100 * np.exp(self.rng.normal(0, 1, 20)) if not position else np.ones(20)
        domain = f"{self.code(8).lower()}.cn"
        return Draft(
            f"{self.code(6)}{self.person()}科技有限公司", texts,
            {"legal_representative": self.person(), "address": f"{self.person()}路{self.some(1, 999)}号{self.some(1, 40)}室",
             "contacts": [{"name": self.person(), "phone": f"13{self.some(10**8, 10**9 - 1)}", "email": f"a@{domain}"}],
             "shareholders": [{"name": self.person(), "share": "0.6"}, {"name": self.person(), "share": "0.4"}]},
            {"mac": self.code(), "disk_serial": self.code(), "mainboard": self.code(), "creation_code": self.code(20),
             "cpu_id": f"BFEBFBFF0009{self.some(0, 5):02d}", "upload_ip": f"36.{self.some(0, 255)}.{self.some(0, 255)}.9",
             "deposit_account": f"6222{self.some(10**12, 10**13)}"},
            list(base * self.rng.normal(1, 0.12, 20).clip(0.5, 1.5)),
            {"author": str(self.rng.choice(["Administrator", "user", "WPS 用户", self.code(8)])), "ids": (f"pdf:{self.code(32)}",),
             "rsids": tuple(self.code(8) for _ in range(5)), "created": f"2026-02-{self.some(1, 28):02d}T{self.some(8, 18):02d}:"
             f"{self.some(0, 59):02d}:{self.some(0, 59):02d}Z"},
            [{"name": self.person(), "role": role, "id_hash": ""} for role in ("项目经理", "工程师", "安全员")],
        )  # fmt: skip

    def tender(self, *, ring: bool) -> tuple[Case, set[str], list[str]]:
        """A case, who of it is the ring, and the signs it was given."""
        number = self.some(3, 30) if self.chance(0.3) else self.some(3, 10)
        order = self.rng.permutation(len(self.sentences)).tolist()
        asked = [self.sentences[order.pop()] for _ in range(30)]
        bids = [self.own(asked, order, i) for i in range(number)]
        market = np.array(bids[0].prices)
        for bid in bids[1:]:
            bid.prices = list(market * self.rng.normal(1, 0.12, 20).clip(0.5, 1.5))
        self.coincidences(bids, order)
        signs: list[str] = []
        members: list[int] = []
        if ring:
            members = sorted(self.rng.choice(number, self.some(2, min(4, number)), replace=False).tolist())
            strength = self.rng.random()
            if strength < 0.4:
                signs = [str(self.rng.choice(HARD)), *self.soft(self.some(0, 2))]
            else:
                signs = self.soft(self.some(3, 5) if strength < 0.7 else self.some(0, 2))
            for sign in signs:
                self.give(sign, [bids[i] for i in members], order)
        text = "\n".join(asked)
        document = Document(
            "招标文件.pdf", "", "", (Page(1, 595, 842, text, np.zeros((len(text), 4), np.float32)),)
        )
        material = tuple(bid.material(f"b{i:02d}") for i, bid in enumerate(bids))
        return Case(material, (document,)), {f"b{i:02d}" for i in members}, signs

    def soft(self, count: int) -> list[str]:
        """Soft signs of as many different kinds."""
        kinds = self.rng.choice(len(SOFT), count, replace=False)
        return [str(self.rng.choice(SOFT[kind])) for kind in kinds]

    def coincidences(self, bids: list[Draft], order: list[int]) -> None:
        """What honest bidders share by accident or from third parties."""

        def pair() -> list[Draft]:
            return [bids[i] for i in self.rng.choice(len(bids), 2, replace=False)]

        for sign, p in (("upload_ip", 0.05), ("third_text", 0.15), ("printed_phone", 0.03), ("image", 0.05), ("name", 0.02),
                        ("rsid", 0.01), ("author", 0.01), ("address", 0.01)):  # fmt: skip
            if self.chance(p):
                self.give(sign, pair(), order)
        if len(bids) >= 10 and self.chance(0.1):
            crowd = [bids[i] for i in self.rng.choice(len(bids), len(bids) // 2, replace=False)]
            self.give(str(self.rng.choice(["printed_phone", "image", "third_text"])), crowd, order)

    def give(self, sign: str, bids: list[Draft], order: list[int]) -> None:  # noqa: C901, PLR0912 - one line for each sign
        """Lets these bids share a sign."""
        code, first = self.code(24), bids[0]
        if sign in ("text", "long_text", "third_text"):
            low, high, count = {
                "text": (80, 200, 3),
                "long_text": (100, 400, 10),
                "third_text": (50, 250, self.some(1, 2)),
            }[sign]
            for _ in range(count):
                passage, wanted = "", self.some(low, high)
                while len(passage) < wanted:
                    passage += self.sentences[order.pop()]
                for bid in bids:
                    bid.texts.insert(self.some(0, len(bid.texts)), passage[:wanted])
        person, number = self.person() + "珩", f"139{self.some(10**7, 10**8 - 1)}"
        _, wrong = SLIPS[self.some(0, len(SLIPS) - 1)]
        for bid in bids:
            if sign in (
                "mac",
                "disk_serial",
                "mainboard",
                "software_lock",
                "creation_code",
                "deposit_account",
            ):
                bid.provenance[sign] = "62" + str(int(code[:12], 16)) if sign == "deposit_account" else code
            elif sign == "upload_ip":
                bid.provenance[sign] = f"58.{int(code[:2], 16)}.{int(code[2:4], 16)}.7"
            elif sign in ("author", "company", "created"):
                bid.origin[sign] = (
                    f"2026-02-20T10:{code[:2]}:{code[2:4]}Z" if sign == "created" else "张工" + code[:6]
                )
            elif sign == "file_id":
                bid.origin["ids"] = (f"pdf:{code}",)
            elif sign == "rsid":
                bid.origin["rsids"] = (*bid.origin["rsids"], code[:8])
            elif sign == "price_ratio" and bid is not first:
                factor = 1 + self.some(5, 80) / 1000
                bid.prices = [round(round(p, 2) * factor, 2) for p in first.prices]
            elif sign == "person_id":
                bid.team.append({"name": person, "role": "项目经理", "id_hash": code})
            elif sign == "name":
                bid.team.append({"name": person, "role": "工程师", "id_hash": ""})
            elif sign == "contact_phone":
                bid.supplier["contacts"] = [{"name": self.person(), "phone": number}]
            elif sign == "legal":
                bid.supplier["legal_representative"] = person
            elif sign == "printed_phone":
                bid.texts.append(f"售后电话{number}。")
            elif sign == "address":
                bid.supplier["address"] = f"{person}路{int(code[:2], 16)}号{int(code[2:3], 16)}室"
            elif sign == "named" and bid is not first:
                bid.texts.insert(self.some(0, len(bid.texts)), f"{first.name}承诺按期完成。")
            elif sign == "image":
                bid.images.append(code)
            elif sign == "slip":
                bid.texts.insert(self.some(0, len(bid.texts)), f"我方负责{wrong}工作。")


def interval(hits: int, of: int) -> str:
    """A share with its 95 % Wilson interval, in per cent."""
    if not of:
        return "-"
    p, z = hits / of, 1.96
    middle, half = (
        (p + z * z / (2 * of)) / (1 + z * z / of),
        z * ((p * (1 - p) + z * z / (4 * of)) / of) ** 0.5 / (1 + z * z / of),
    )
    return f"{100 * p:.2f} [{100 * (middle - half):.2f}, {100 * (middle + half):.2f}]"


def plot(rows: Sequence[tuple[float, float, int]], path: Path) -> None:
    """Stated against observed bits, one point for each bin, as SVG."""

    def at(value: float) -> float:
        return 40 + (min(max(value, -5), 35) + 5) * 10

    dots = "".join(
        f'<circle cx="{at(x):.0f}" cy="{480 - at(y):.0f}" r="{2 + log2(n + 1) / 2:.1f}"/>' for x, y, n in rows
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the rates as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--honest", type=int, default=3000)
    parser.add_argument("--rings", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args(arguments)
    if not LAWS.exists():
        sys.stderr.write(f"{LAWS} is absent: there is no background text\n")
        return 2
    world, start = World(options.seed), time.process_time()
    false = {"high": 0, "medium": 0}
    found = {"hard": [0, 0], "soft": [0, 0], "weak": [0, 0]}
    outsiders, why, missed = 0, [], []
    pairs: list[tuple[float, bool]] = []
    for index in range(options.honest + options.rings):
        case, ring, signs = world.tender(ring=index >= options.honest)
        result = detect(case)
        bits = {pair: together(alerts) for pair, alerts in between_pairs(result.alerts).items()}
        pairs += [
            (bits.get(pair, 0.0), set(pair) <= ring)
            for pair in combinations(sorted(b.bidder for b in case.bidders), 2)
        ]
        if not ring:
            worst = (
                "high" if any(g.level == "high" for g in result.groups) else "medium" if result.groups else ""
            )
            if worst:
                false[worst] += 1
                why.append(
                    (
                        worst,
                        [
                            (a.detector, a.bits, a.bidders)
                            for g in result.groups
                            for a in result.alerts
                            if a.id in g.alerts
                        ],
                    )
                )
            continue
        kind = "hard" if set(signs) & set(HARD) else "soft" if len(signs) > 2 else "weak"
        found[kind][1] += 1
        caught = {b for g in result.groups if g.level == "high" for b in g.bidders}
        found[kind][0] += ring <= caught
        if not ring <= caught and kind != "weak":
            missed.append(
                (
                    len(case.bidders),
                    sorted(ring),
                    signs,
                    [(a.detector, a.bits) for a in result.alerts if set(a.bidders) <= ring],
                )
            )
        outsiders += bool(caught - ring)
    prior = log2(max(sum(c for _, c in pairs), 1) / max(sum(not c for _, c in pairs), 1))
    rows = []
    for low in range(0, 40, 3):
        inside = [(b, c) for b, c in pairs if low <= b < low + 3 and b > 0]
        good, bad = sum(c for _, c in inside), sum(not c for _, c in inside)
        if inside:
            rows.append(
                (
                    sum(b for b, _ in inside) / len(inside),
                    log2((good + 0.5) / (bad + 0.5)) - prior,
                    len(inside),
                )
            )
    if options.plot:
        plot(rows, options.plot)
    report = {
        "honest": options.honest, "rings": options.rings, "seed": options.seed, "seconds": round(time.process_time() - start),
        "false_high_percent": interval(false["high"], options.honest),
        "false_medium_or_high_percent": interval(sum(false.values()), options.honest),
        "found_by_one_hard_sign_percent": interval(*found["hard"]), "found_by_three_soft_signs_percent": interval(*found["soft"]),
        "found_by_up_to_two_soft_signs_percent": interval(*found["weak"]),
        "rings_with_an_outsider": outsiders,
        "calibration": [{"stated": round(x, 1), "observed": round(y, 1), "pairs": n} for x, y, n in rows],
        "policy": f"{DEFAULT.name} {DEFAULT.version}",
    }  # fmt: skip
    sys.stdout.write(json.dumps(report, indent=1) + "\n")
    for line in (*why[:12], *missed[:25]):
        sys.stderr.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
