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
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.collusion.alert import BidderMaterial, Case
from evaluation.collusion.rarity.sample import read, stretches
from evaluation.reading.document import Box, Document, Image, Origin, Page, Table
from procurement.bids.schema import BidSpec
from procurement.suppliers.uscc import check_character

LAWS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "zh-laws.txt.xz"
CHARACTERS = 3000
# What firms (and language models) write in any bid; written apart from the product's own list of such sentences.
STOCK = (
    "我司将成立专项工作小组，由分管副总牵头，统筹推进本项目各阶段的工作。",
    "针对本项目，我方拟投入一支结构合理、经验丰富、执行力强的专业化队伍。",
    "我们承诺严格遵循招标文件各项条款，保质保量、按期完成全部供货及安装任务。",
    "在服务期内，我方提供全天候技术保障，做到随叫随到、快速响应、及时处理。",
    "我方将根据采购人的使用习惯编制操作手册，并开展不少于三次的集中培训。",
    "所有服务人员上岗前均经过严格的岗前培训和考核，持证率达到百分之百。",
    "本方案立足实际、突出重点、注重实效，力求做到技术可行、经济合理、安全可靠。",
    "凭借多年的行业积累，我司已形成一套成熟、完善、可复制的项目管理体系。",
    "质量目标：一次性验收合格率百分之百，客户满意度不低于百分之九十五。",
    "安全目标：杜绝重大安全事故，轻伤事故频率控制在千分之三以内。",
    "我方设立二十四小时值班电话，确保任何时间均有专人受理采购人的诉求。",
    "对于采购人提出的问题，我方将在第一时间予以回应，并形成闭环管理。",
    "我司高度重视知识产权保护，保证采购人在使用过程中免受第三方侵权指控。",
    "如我方未能履行上述承诺，愿按合同约定承担违约责任并赔偿由此造成的损失。",
    "项目实施分为准备、实施、调试、试运行和验收五个阶段，各阶段环环相扣。",
    "建立周报、月报制度，定期向采购人书面汇报进度、质量、安全等情况。",
    "根据风险发生的概率和影响程度，分别采取规避、转移、减轻、接受等应对策略。",
    "遇到台风、暴雨等极端天气，立即启动应急响应，人员和物资第一时间到位。",
    "我方保证所投产品来源渠道合法，配件齐全，可追溯至生产厂家。",
    "系统界面简洁直观，功能布局合理，支持多终端访问，用户体验良好。",
    "平台采用微服务架构，各功能模块松耦合，可按需灵活扩展和独立部署。",
    "数据按日增量、按周全量备份，异地容灾，确保业务连续性不受影响。",
    "综合上述分析，我司在技术实力、项目经验、服务能力等方面均具备明显优势。",
    "我们真诚希望能够成为贵方长期稳定的合作伙伴，共同推动事业发展。",
    "由此可见，该方案既能满足现阶段的业务需求，又能兼顾未来的发展需要。",
    "值得强调的是，我方将把服务质量放在首位，以实际行动赢得采购人的认可。",
    "我单位具有独立承担民事责任的能力，具备良好的商业信誉和健全的财务制度。",
    "我单位近三年经营活动中无重大违法违纪记录，未受到过行政处罚。",
    "施工期间做到工完场清，材料堆放整齐有序，出入口设专人冲洗车辆。",
    "每道工序完成后先由班组自检，再由质检员复检，最后报监理验收。",
    "加强与设计、监理、业主等各方的沟通，形成合力，确保工程顺利推进。",
    "服务团队实行项目经理负责制，分工到人，责任到岗，奖惩分明。",
)
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
        "file_id", "wps_machine", "price_ratio", "same_prices", "person_id", "contact_phone", "named", "long_text",
        "uscc", "holding_firm", "holder_id", "holds_another")  # fmt: skip
SOFT = (("upload_ip",), ("author", "rsid", "created", "company", "saved", "property", "template"), ("text", "slip"), ("name",),
        ("address", "printed_phone"), ("image",), ("legal", "holder_name"))  # fmt: skip
# What a ring of half the bidders or more shares: signs that a third party could also have given to so many.
LARGE = ("upload_ip", "mac", "file_id", "wps_machine", "long_text", "deposit_account", "contact_phone")

STRONG = tuple(c for size in (3, 4, 5) for c in combinations(range(len(SOFT)), size))
WEAK = tuple(c for size in (0, 1, 2) for c in combinations(range(len(SOFT)), size))
# How often two honest bidders of a tender share each by accident, or from a third party.
COINCIDENCES = {
    "upload_ip": 0.05, "third_text": 0.15, "printed_phone": 0.03, "image": 0.05, "name": 0.02, "rsid": 0.01, "author": 0.01,
    "address": 0.01, "company": 0.005, "created": 0.002, "legal": 0.0005, "list_prices": 0.05,
    # One template found somewhere, one maker's leaflet, one copy shop that typed and uploaded for both; a fund with a little
    # of both, a little that one holds of the other, the state above both; one model of scanner, one build of a program.
    "template": 0.02, "leaflet": 0.05, "copy_shop": 0.005, "fund": 0.02, "small_share": 0.002, "state": 0.02,
    "scanner": 0.3, "build": 0.3,
}  # fmt: skip
# What honest bidders have in common that software, forms and networks gave to each of them: a chance for each bidder.
EVERYWHERE = {"virtual_card": 0.1, "inside_ip": 0.05, "form_phone": 0.02, "cloud_lock": 0.1}
# Shares of honest tenders of five and more in which all bids were handed in at the agency's hall.
HALL = 0.02
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
        )
        return BidderMaterial(key, documents, BidSpec.model_validate(spec))


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
                told = json.dumps({"hdid": code.lower(), "userId": str(int(code[:8], 16))})
                bid.origin["extra"]["custom.KSOTemplateDocerSaveRecord"] = base64.b64encode(
                    told.encode()
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
