"""Simulated tenders for ``benchmarks/alerts.py``: honest ones with the coincidences of practice, and rings.

Every bid is text of its own that quotes its tender.  The text is statutes from ``../shared/data``: the half of them that
the shipped word statistics were *not* made from, no sentence twice in a tender.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.practice import (
    COINCIDENCES,
    EVERYWHERE,
    FAMILY,
    GIVEN,
    HALL,
    HARD,
    LARGE,
    SLIPS,
    SOFT,
    STOCK,
    STRONG,
    WEAK,
)
from evaluation.collusion.alert import BidderMaterial, Case
from evaluation.collusion.identity import person_ids
from evaluation.collusion.rarity.sample import read, stretches
from evaluation.reading.document import Box, Document, Image, Origin, Page, Table
from procurement.bids.schema import BidSpec
from procurement.suppliers.uscc import check_character

LAWS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "zh-laws.txt.xz"
CHARACTERS = 3000
PUBLISHED = "2026-01-25T09:00:01Z"


@dataclass(frozen=True, slots=True)
class Simulated:
    """A case, who of it is the ring, and the signs it was given."""

    case: Case
    ring: frozenset[str]
    signs: tuple[str, ...]


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
    leaflets: list[str] = field(default_factory=list)
    makers: list[Document] = field(default_factory=list)

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
            *(
                Document(
                    "彩页.pdf",
                    sha,
                    "",
                    (),
                    Origin(author=f"厂家{sha[:4]}", ids=(f"pdf:{sha}",), created="2024-05-06T10:11:12Z"),
                )
                for sha in self.leaflets
            ),
            *self.makers,
        )
        return BidderMaterial(key, documents, BidSpec.model_validate(spec))


def makers_file(code: str, head: str, phone: str, dealer: str, told: str) -> list[Document]:
    """What a dealer has from its maker: a letter of authority in its own name, and the leaflet that every dealer has."""
    body = f"33010619{60 + int(code[:2], 16) % 30}0{1 + int(code[2], 16) % 9}1{int(code[3], 16) % 10}{int(code[4:8], 16) % 1000:03d}"
    identity = next(body + end for end in "0123456789X" if person_ids(body + end))
    letter = (
        f"制造商授权书\n我方{head}显示设备有限公司（制造商）授权{dealer}以我公司生产的整机参加贵方采购活动，"
        f"并对产品质量与售后服务承担全部责任。\n法定代表人：{head} 身份证号：{identity}\n"
        f"地址：海州市高新区{head}路{int(code[:2], 16)}号 电话：{phone} 邮箱：bid@{code[:8].lower()}.cn"
    )
    pictures = tuple(Image(Box(0, 0, 100, 100), 500, 400, f"{code}{i}") for i in range(3))
    pages = (("授权书.pdf", letter, ()), ("附件.pdf", f"产品彩页\n{told}", pictures))
    return [
        Document(name, "", "", (Page(1, 595, 842, text, np.zeros((len(text), 4), np.float32), images=shown),))
        for name, text, shown in pages
    ]


def _sentences(stretches: list[str]) -> list[str]:
    found = (s for part in stretches for s in re.split(r"(?<=[。；])|\n", part))
    return [s for s in dict.fromkeys(found) if 20 <= len(s) <= 120]


class World:
    """Draws tenders from a seed."""

    def __init__(self, seed: int | tuple[int, int]) -> None:
        self.rng = np.random.default_rng(seed)
        counted, left = (_sentences(part) for part in stretches(read(LAWS)))
        known = set(counted)
        self.sentences = [s for s in left if s not in known]

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
        for sentence in self.rng.choice(STOCK, self.some(4, 14), replace=False).tolist():
            texts.insert(self.some(0, len(texts)), sentence)
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
            {"extra": {}, "author": str(self.rng.choice(["Administrator", "user", "WPS 用户", self.code(8)])), "ids": (f"pdf:{self.code(32)}",),
             "rsids": tuple(self.code(8) for _ in range(5)), "created": f"2026-02-{self.some(1, 28):02d}T{self.some(8, 18):02d}:"
             f"{self.some(0, 59):02d}:{self.some(0, 59):02d}Z"},
            [{"name": self.person(), "role": role, "id_hash": ""} for role in ("项目经理", "工程师", "安全员")],
        )  # fmt: skip

    def tender(self, ring: Sequence[str] | None = None, *, large: bool = False) -> Simulated:
        """An honest tender, or one in which a ring of two to four bidders shares these signs.

        A ``large`` ring is of half the bidders or more, at least five of nine to twelve, and never all.
        """
        number = self.some(9, 12) if large else self.some(3, 30) if self.chance(0.3) else self.some(3, 10)
        order = self.rng.permutation(len(self.sentences)).tolist()
        asked = [self.sentences[order.pop()] for _ in range(30)]
        bids = [self.own(asked, order, i) for i in range(number)]
        market = np.array(bids[0].prices)
        for bid in bids[1:]:
            bid.prices = list(market * self.rng.normal(1, 0.12, 20).clip(0.5, 1.5))
        self.coincidences(bids, order)
        if ring is None and number >= 5 and self.chance(HALL):
            self.give("hall", bids, order)
        members: list[int] = []
        if ring is not None:
            least, most = ((number + 1) // 2, number - 1) if large else (2, min(4, number))
            members = sorted(self.rng.choice(number, self.some(least, most), replace=False).tolist())
            for sign in ring:
                self.give(sign, [bids[i] for i in members], order)
        text = "\n".join(asked)
        page = Page(1, 595, 842, text, np.zeros((len(text), 4), np.float32))
        material = tuple(bid.material(f"b{i:02d}") for i, bid in enumerate(bids))
        case = Case(material, (Document("招标文件.pdf", "", "", (page,), Origin(modified=PUBLISHED)),))
        return Simulated(case, frozenset(f"b{i:02d}" for i in members), tuple(ring or ()))

    def signs(self, number: int) -> tuple[str, list[str]]:
        """What the ring of this running number shares: four of ten one hard sign with up to two soft ones, three of ten
        three to five soft ones of different kinds, two of ten at most two, one of ten one sign among half the bidders or
        more.  Every hard sign and every combination of soft kinds has its turn.
        """
        turn, place = divmod(number, 10)
        if place < 4:
            more = self.rng.choice(len(SOFT), self.some(0, 2), replace=False).tolist()
            return "hard", [HARD[(4 * turn + place) % len(HARD)], *map(self.one_of, more)]
        if place == 9:
            return "large", [LARGE[turn % len(LARGE)]]
        several = place < 7
        combinations_ = STRONG if several else WEAK
        kinds = combinations_[
            ((3 if several else 2) * turn + (place - (4 if several else 7))) % len(combinations_)
        ]
        return "soft" if several else "weak", [self.one_of(kind) for kind in kinds]

    def one_of(self, kind: int) -> str:
        """A soft sign of a kind."""
        return str(self.rng.choice(SOFT[kind]))

    def coincidences(self, bids: list[Draft], order: list[int]) -> None:
        """What honest bidders share by accident or from third parties."""

        def pair() -> list[Draft]:
            return [bids[i] for i in self.rng.choice(len(bids), 2, replace=False)]

        # Rates are of a tender of eight; larger ones have as many more as they have pairs of bidders.
        pairs = len(bids) * (len(bids) - 1) / 2
        for sign, p in COINCIDENCES.items():
            for _ in range(int(self.rng.poisson(p * max(1.0, pairs / 28)))):
                self.give(sign, pair(), order)
        if len(bids) >= 10 and self.chance(0.1):
            crowd = [bids[i] for i in self.rng.choice(len(bids), len(bids) // 2, replace=False)]
            self.give(str(self.rng.choice(["printed_phone", "image", "third_text"])), crowd, order)
        for sign, p in EVERYWHERE.items():
            self.give(sign, [bid for bid in bids if self.chance(p)], order)

    def give(self, sign: str, bids: list[Draft], order: list[int]) -> None:  # noqa: C901, PLR0912, PLR0915 - one line for each sign
        """Lets these bids share a sign."""
        if not bids:
            return
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
                # A passage ends where its author paused, not in the middle of a word.
                end = max(passage.rfind(mark, low // 2, wanted) for mark in "，。；、") + 1 or wanted
                for bid in bids:
                    bid.texts.insert(self.some(0, len(bid.texts)), passage[:end])
        person, number = self.person() + "珩", f"139{self.some(10**7, 10**8 - 1)}"
        body = f"91{self.some(110000, 659000)}MA{code[:8]}".translate(str.maketrans("IOSVZ", "12345"))[:17]
        uscc = body + check_character(body)
        told = "".join(self.sentences[order.pop()] for _ in range(3)) if sign == "maker" else ""
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
            elif sign in ("upload_ip", "hall"):
                bid.provenance["upload_ip"] = f"58.{int(code[:2], 16)}.{int(code[2:4], 16)}.7"
            elif sign in ("author", "company", "created"):
                bid.origin[sign] = (
                    f"2026-02-20T10:{code[:2]}:{code[2:4]}Z" if sign == "created" else "张工" + code[:6]
                )
            elif sign == "file_id":
                bid.origin["ids"] = (f"pdf:{code}",)
            elif sign == "wps_machine":
                record = json.dumps({"hdid": code.lower(), "userId": str(int(code[:8], 16))})
                bid.origin["extra"]["custom.KSOTemplateDocerSaveRecord"] = base64.b64encode(
                    record.encode()
                ).decode()
            elif sign == "saved":
                bid.origin["modified"] = (
                    f"2026-02-21T11:{int(code[:2], 16) % 60:02d}:{int(code[2:4], 16) % 60:02d}Z"
                )
            elif sign == "property":
                bid.origin["extra"]["custom.DocumentGuid"] = code
            elif sign == "build":
                bid.origin["extra"]["custom.KSOProductBuildVer"] = "2052-12.1.0.15990"
            elif sign == "scanner":
                bid.origin["extra"] |= {"exif.model": "DR-C225", "icc": code[:16]}
            elif sign == "template":
                # What a template hands on; each bidder's own editing stays its own.
                bid.origin |= {"author": "模板" + code[:4], "company": "标书网" + code[4:8], "created": "2023-05-06T08:11:12Z",
                               "ids": (*bid.origin["ids"], f"docId:{code[:8]}"),
                               "rsids": (*bid.origin["rsids"], *(code[i : i + 8] for i in range(0, 24, 4)))}  # fmt: skip
            elif sign == "maker":
                bid.makers += makers_file(code, person, number, bid.name, told)
            elif sign == "leaflet":
                bid.leaflets.append(code)
            elif sign == "copy_shop":
                bid.origin |= {"author": "图文店" + code[:6], "last_editor": "图文店" + code[:6]}
                bid.provenance["upload_ip"] = f"58.{int(code[:2], 16)}.{int(code[2:4], 16)}.7"
                bid.origin["extra"] |= {"exif.model": "iR-ADV C5535", "icc": code[:16]}
            elif sign == "virtual_card":
                bid.provenance["mac"] = ["00:50:56:C0:00:08", bid.provenance["mac"]]
            elif sign == "inside_ip":
                bid.provenance["upload_ip"] = "192.168.1.5"
            elif sign == "form_phone":
                bid.texts.append("联系电话13800138000。")
            elif sign == "cloud_lock":
                bid.provenance["software_lock"] = "云授权"
            elif sign == "rsid":
                bid.origin["rsids"] = (*bid.origin["rsids"], code[:8])
            elif sign == "price_ratio" and bid is not first:
                factor = 1 + self.some(5, 80) / 1000
                bid.prices = [round(round(p, 2) * factor, 2) for p in first.prices]
            elif sign == "same_prices" and bid is not first:
                bid.prices = list(first.prices)
            elif sign == "list_prices" and bid is not first:
                # Part of the goods is the same maker's, sold at its list price.
                listed = self.rng.choice(20, self.some(6, 12), replace=False).tolist()
                bid.prices = [first.prices[i] if i in listed else p for i, p in enumerate(bid.prices)]
            elif sign == "person_id":
                bid.team.append({"name": person, "role": "项目经理", "id_hash": code})
            elif sign == "name":
                bid.team.append({"name": person, "role": "工程师", "id_hash": ""})
            elif sign == "contact_phone":
                bid.supplier["contacts"] = [{"name": self.person(), "phone": number}]
            elif sign == "uscc":
                bid.supplier["uscc"] = uscc
            elif sign in ("holding_firm", "fund", "state"):
                holder, share = {
                    "holding_firm": (f"{person}控股集团有限公司", f"0.{self.some(51, 99)}"),
                    "fund": (f"{person}创业投资基金（有限合伙）", f"0.{self.some(2, 10):02d}"),
                    "state": ("某省人民政府国有资产监督管理委员会", "1"),
                }[sign]
                bid.supplier["shareholders"] = [{"name": holder, "share": share}]
            elif sign in ("holder_id", "holder_name"):
                number_of = code if sign == "holder_id" else ""
                holders = [h for h in bid.supplier["shareholders"] if h["share"] != "0.6"]
                bid.supplier["shareholders"] = [
                    *holders,
                    {"name": person, "share": "0.6", "id_hash": number_of},
                ]
            elif sign in ("holds_another", "small_share") and bid is not first:
                share = f"0.{self.some(51, 99)}" if sign == "holds_another" else f"0.{self.some(2, 20):02d}"
                bid.supplier["shareholders"] = [{"name": first.name, "share": share}]
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
