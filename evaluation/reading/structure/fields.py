"""Fields read out of a document, each with its place and how sure it is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evaluation.reading.bills import amount_of
from evaluation.reading.document import Box, Document, Page
from evaluation.reading.structure.amounts import amount_in_words
from evaluation.reading.structure.numbering import chinese_number
from evaluation.reading.structure.patterns import PATTERNS, FieldPattern, Kind
from procurement.suppliers.uscc import uscc_problem

_NOBODY = re.compile(
    r"签字|盖章|签章|姓名|身份|授权|证明|委托|代表|日期|电话|职务|公章|或其|名称|地址|亲笔|手机|签名|说明|资格|被|或|及"
)
_NO_FIRM = re.compile(r"的|将|也可|视为|通知|授权|要求|应当|须知|本次|有权|或|就")
_NO_TEXT = re.compile(
    r"^(?:序号|见|详见|如|项目|工程|招标|采购|投标|法定|联系|电话|邮编|详细|单位|供应商|地址|名称|[:：（(])"
)
_NO_PRICE = re.compile(
    r"保证金|违约金|赔偿|罚款|保函|担保|注册资|预算|限价|控制价|服务费|代理费|合同金额|低于|不超过"
)
_BARE_PRICES = re.compile(r"^(?:\W|[小大]\s*写|人民币)")
_PLACE = re.compile(r"[省市区县镇乡村路街道巷号楼]")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦"
    "邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯"
    "纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟"
    "邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官"
)
_WRITTEN: frozenset[Kind] = frozenset({"text", "name", "code"})
_PRICES = frozenset({"price_total", "price_words"})
_NEAR_PRICE = 40  # letters before an amount that may say what it is
_LEAST_BARE = 1_000  # a smaller figure without its unit is a clause number or a count
_BLANK = re.compile(r"^[\s_＿×xX*\-—…．.（()）]*$")


@dataclass(frozen=True, slots=True)
class FoundField:
    """One reading of a field.  ``value`` is normalised text (amounts in yuan, dates ISO); ``text`` as it stands."""

    field: str
    value: str
    text: str
    document: str
    page: int
    start: int
    end: int
    bbox: Box | None
    confidence: float


def find_fields(document: Document) -> list[FoundField]:
    """Every field occurrence in the document, in order of page and place."""
    found = [hit for page in document.pages for hit in _on_page(document.name, page)]
    times = Counter((f.field, f.value) for f in found)
    return [_with_support(f, times[f.field, f.value]) for f in found]


def best_fields(documents: Iterable[Document]) -> dict[str, FoundField]:
    """The surest reading of each field; of equally sure ones the one said more often, then the first."""
    found = [f for document in documents for f in find_fields(document)]
    times = Counter((f.field, f.value) for f in found)
    best: dict[str, FoundField] = {}
    for hit in found:
        held = best.get(hit.field)
        rank = (round(hit.confidence, 2), times[hit.field, hit.value])
        if held is None or rank > (round(held.confidence, 2), times[held.field, held.value]):
            best[hit.field] = hit
    return best


def _with_support(hit: FoundField, times: int) -> FoundField:
    """A value that the document repeats is surer."""
    raised = min(0.99, hit.confidence + 0.02 * min(times - 1, 4))
    return FoundField(
        hit.field, hit.value, hit.text, hit.document, hit.page, hit.start, hit.end, hit.bbox, round(raised, 3)
    )


def _on_page(document: str, page: Page) -> list[FoundField]:
    found: list[FoundField] = []
    taken: set[tuple[str, int]] = set()
    for rule in PATTERNS:
        for match in rule.pattern.finditer(page.text):
            start, end = match.span("v")
            end -= _overhang(match.group("v")) if rule.kind in _WRITTEN else 0
            value = _value(rule, page.text[start:end], match.groupdict().get("unit", ""))
            if (
                value is None
                or (rule.field, start) in taken
                or (rule.field == "address" and not _PLACE.search(value))
                or (rule.field in _PRICES and _is_other_money(page.text, match.start()))
            ):
                continue
            taken.add((rule.field, start))
            sureness = (
                rule.sureness if rule.kind != "code" or rule.field != "uscc" or uscc_is_valid(value) else 0.4
            )
            text = page.text[start:end].strip()
            found.append(
                FoundField(
                    rule.field,
                    value,
                    text,
                    document,
                    page.number,
                    start,
                    end,
                    page.box_between(start, end),
                    sureness,
                )
            )
    return sorted(found, key=lambda f: (f.start, f.field))


def _is_other_money(text: str, start: int) -> bool:
    """Whether an amount that only says it is written out or in figures stands in a line on other money, as a deposit."""
    if not _BARE_PRICES.match(text[start : start + 4]):
        return False
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return _NO_PRICE.search(re.split(r"[。；;]", line)[-1][-_NEAR_PRICE:]) is not None


def _value(rule: FieldPattern, raw: str, unit: str) -> str | None:
    return None if _BLANK.match(raw) else normalised(rule.kind, raw, unit)


def _overhang(raw: str) -> int:
    """How many letters at the end are not the value's: a bracket that was opened before it, and what follows that."""
    depth = 0
    for index, letter in enumerate(raw):
        depth += (letter in "（([〔") - (letter in "）)]〕")
        if depth < 0:
            return len(raw) - index
    return 0


def normalised(kind: Kind, raw: str, unit: str = "") -> str | None:
    """The value in its one form, or ``None`` when the text is no such value."""
    text = unicodedata.normalize("NFKC", raw).strip()
    if kind in ("amount", "words"):
        number = _amount(text) if kind == "amount" else amount_in_words(text)
        return plain_decimal(number) if number else None
    if kind in ("number", "years"):
        whole = int(text) if text.isdecimal() else chinese_number(text) or 0
        return (plain_decimal(Decimal(whole) / 12) if unit == "月" else str(whole)) if whole else None
    if kind == "date":
        return date_of(text)
    compact = re.sub(r"\s+", "", text) if kind in ("name", "code") else re.sub(r"\s+", " ", text)
    refused = not _is_name(compact) if kind == "name" else kind == "text" and bool(_NO_TEXT.match(compact))
    return None if refused else compact.rstrip("（(，,、") or None


def _amount(text: str) -> Decimal | None:
    number = amount_of(re.sub(r"\s", "", text.rstrip("万") + ("万元" if text.endswith("万") else "")))
    if number is None or number <= 0:
        return None
    return number if text.endswith(("元", "万")) or number >= _LEAST_BARE else None


def _is_name(text: str) -> bool:
    """A firm's name, or a person's: two to four letters that begin with a surname."""
    if len(text) > 4:
        return not _NO_FIRM.search(text)
    return text[0] in _SURNAMES and not _NOBODY.search(text)


def plain_decimal(number: Decimal) -> str:
    """Without exponent and trailing zeros: 2601790, 12.5."""
    return f"{number.normalize():f}"


def date_of(text: str) -> str | None:
    """The first date in a text as ISO, with its time where one follows; ``None`` when there is none."""
    match = re.search(
        r"(\d{4})\D{1,4}(\d{1,2})\D{1,4}(\d{1,2})(?:\s*日)?\s*(上午|下午)?\s*(?:(\d{1,2})\D(\d{0,2}))?", text
    )
    if match is None:
        return None
    year, month, day, half, hour, minute = match.groups()
    try:
        found = date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
    if hour:
        clock = int(hour) + (12 if half == "下午" and int(hour) < 12 else 0)
        found += f"T{clock:02d}:{int(minute or 0):02d}"
    return found


def uscc_is_valid(code: str) -> bool:
    """The check digit of a unified social credit code 统一社会信用代码 (GB 32100-2015, modulus 31)."""
    return code == code.strip().upper() and uscc_problem(code) is None
