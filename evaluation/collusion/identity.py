"""Normal forms of what identifies machines, people and firms; what identifies nobody is in ``factory_values``."""

from __future__ import annotations

import ipaddress
import re
from functools import cache

from rapidfuzz.distance import Levenshtein

from evaluation.collusion.factory_values import (
    COMMON_NAMES,
    COUNTED_UP,
    FACTORY_NAMES,
    INSIDE,
    NO_CARD,
    NO_CARDS,
    NO_SERIAL,
    PLACEHOLDER,
    PLACEHOLDER_MAIL,
    PUBLIC_MAIL,
    STATE,
)  # fmt: skip
from evaluation.collusion.text.fold import fold

_LONG_NAME = 12
_TELLING = frozenset("一二三四五六七八九十百千万壹贰叁甲乙丙丁东南西北中上下内外新老大小分省市县区")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<![\d-])\(?(0\d{2,3})[)）]?[- ]?([2-9]\d{6,7})(?!\d)")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,10}(?![A-Za-z0-9_-])"
)

_PERSON_ID = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[0-9Xx](?![0-9A-Za-z])")
_PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ACCOUNT = re.compile(
    r"(?:账\s*号|帐\s*号|账\s*户\s*号码|卡\s*号|account\s*(?:no\.?|number))[^0-9A-Za-z\n]{0,6}(\d(?:[ -]?\d){9,29})(?!\d)",
    re.IGNORECASE,
)

_NEXT_LABEL = re.compile(r"\s+(?=(?:联系)?电话|传真|邮编|邮政编码|联系人|手机|电子邮[箱件]|开户|账号|网址)")
_ADDRESS = re.compile(
    r"(?:通讯|通信|联系|注册|办公|经营|公司|单位)?地[^\S\n]*址[^\S\n]*[:：][^\S\n]*([^\n，,。；;：:（(]{6,60})"
)


def person_ids(text: str) -> list[str]:
    """Citizen identity numbers 公民身份号码 in a text: eighteen characters with a true date and check (GB 11643-1999)."""
    return list(dict.fromkeys(m[0].upper() for m in _PERSON_ID.finditer(text) if _is_person(m[0].upper())))


def _is_person(number: str) -> bool:
    if number[6:8] not in ("19", "20") or not (
        "01" <= number[10:12] <= "12" and "01" <= number[12:14] <= "31"
    ):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _PERSON_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17]


def masked(number: str) -> str:
    """An identity number as evidence may show it: the region, and the last four."""
    return f"{number[:6]}********{number[-4:]}"


def bank_accounts(text: str) -> list[str]:
    """Bank accounts 银行账号 in a text: ten to thirty digits behind a word that says so, blanks removed."""
    found = (re.sub(r"\D", "", m[1]) for m in _ACCOUNT.finditer(text))
    return list(dict.fromkeys(number for number in found if len(set(number)) > 2))


def serial(value: str) -> str:
    """A serial number without case and separators; empty when it is a value that identifies no machine."""
    plain = re.sub(r"[^0-9a-z\u4e00-\u9fff]", "", value.lower())
    if len(plain) < 4 or plain in NO_SERIAL or len(set(plain)) < 3 or COUNTED_UP.search(plain):
        return ""
    if not any(c.isdigit() for c in plain):  # 云授权, 学习版, "no lock": a word for all who have none
        return ""
    return plain


def mac(value: str) -> str:
    """The address of a network card 网卡 without separators; empty when programs give the same one to every machine."""
    plain = serial(value)
    return "" if plain in NO_CARD or plain.startswith(NO_CARDS) else plain


def address_ip(value: str) -> str:
    """An IP address without its port; empty for text that is none, and for addresses that every office has inside.

    Loopback, link-local and private ones (RFC 1918, RFC 4193, RFC 6598): a platform that notes them notes nothing.
    """
    text = value.strip().strip("[]").lower()
    if text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None) or address
    unusable = mapped.is_loopback or mapped.is_link_local or mapped.is_unspecified or mapped.is_multicast
    inside = any(mapped in network for network in INSIDE if network.version == mapped.version)
    return "" if unusable or inside else str(mapped)


@cache
def plain(text: str) -> str:
    """A name without width, case, punctuation and look-alikes."""
    return fold(text).text()


def is_factory_name(value: str) -> bool:
    """Whether an author's or firm's name is one that software puts there by itself, and so identifies nobody."""
    name = plain(value)
    stem = name.rstrip("0123456789")
    if len(name) < 2 or name in FACTORY_NAMES or stem in FACTORY_NAMES:
        return True
    return bool(
        re.fullmatch(r"(desktop|laptop|pc|win|user|admin|administrator)[0-9a-z]{0,12}", name)
    ) and any(c.isdigit() for c in name)


def is_common_name(name: str) -> bool:
    """Whether a person's name is borne by so many that sharing it says little."""
    return plain(name) in COMMON_NAMES


def same_firm(one: str, other: str) -> float:
    """Whether two names are one firm's or person's: 1 when they are but for brackets and legal form, ½ when nearly, else 0.

    Nearly the same are long firms' names of which one character in twelve differs at most, and that no numeral, letter
    or direction (一建 and 二建, 东方 and 西方).
    """
    ours, theirs = (plain(name).replace("有限责任公司", "有限公司") for name in (one, other))
    if not ours or ours == theirs:
        return float(bool(ours))
    if not (is_firm(one) and is_firm(other)) or min(len(ours), len(theirs)) < _LONG_NAME:
        return 0.0
    apart = "".join(
        ours[op.src_start : op.src_end] + theirs[op.dest_start : op.dest_end]
        for op in Levenshtein.opcodes(ours, theirs)
        if op.tag != "equal"
    )
    if set(apart) & _TELLING or any(c.isascii() for c in apart):
        return 0.0
    return 0.5 if Levenshtein.normalized_distance(ours, theirs) <= 1 / _LONG_NAME else 0.0


def phones(text: str) -> list[str]:
    """Mobile and landline numbers in a text, digits only; service numbers (400, 800, 95…) are not among them."""
    found = [re.sub(r"\D", "", m[1]) for m in _MOBILE.finditer(text)]
    found = [n for n in found if len(set(n[3:])) > 1 and n != PLACEHOLDER]
    return list(dict.fromkeys(found + [m[1] + m[2] for m in _LANDLINE.finditer(text)]))


def emails(text: str) -> list[str]:
    """E-mail addresses in a text, lower case."""
    found = (m[0].lower() for m in _EMAIL.finditer(text))
    return list(dict.fromkeys(mail for mail in found if not PLACEHOLDER_MAIL.search(mail)))


def addresses(text: str) -> list[str]:
    """Postal addresses in a text: what follows a word that says so, with a street or a place and a number in it."""
    found = (_NEXT_LABEL.split(m[1])[0].strip() for m in _ADDRESS.finditer(text))
    return list(
        dict.fromkeys(a for a in found if re.search(r"[路街道巷村镇区园]", a) and re.search(r"\d", a))
    )


def own_mail_domain(email: str) -> str:
    """The domain of an e-mail address, empty when it is one of the public mail services."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in PUBLIC_MAIL else domain


def rarity(name: str) -> float:
    """How far a shared name tells people or firms apart.

    1 for a firm or a name of three characters and more, less for short and very common names of persons.
    """
    if is_firm(name):
        return 1.0
    return 0.25 if is_common_name(name) else 0.5 if len(plain(name)) < 3 else 1.0


def is_firm(name: str) -> bool:
    """Whether a name is a firm's, not a person's."""
    return len(plain(name)) > 4 and bool(
        re.search(r"公司|企业|集团|合伙|中心|厂|基金|控股|研究院|事务所|工作室", name)
    )


def is_state(name: str) -> bool:
    """Whether a holder is the state, or holds for the public 国资委、财政局、汇金、中央结算.

    Firms that the state controls are not related by that alone (公司法 Art. 265(4)).
    """
    return bool(STATE.search(name))
