"""Tables that bids state facts in, one entry a kind: what their columns are headed, and what makes one of them.

Headings are compared folded, without blanks, colons and remarks in brackets.  The first column whose pattern fits takes
the heading; a kind is recognised by ``needs``, any of which must be among the columns found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["text", "name", "amount", "date", "deviation"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key its values have in ``bid.yaml``, their type, and the headings it goes by."""

    key: str
    type: ColumnType
    heading: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of table.  ``key`` is the field of ``bid.yaml`` that lists its entries.

    ``needs`` are sets of columns, one of which must be there; an entry has at least one value of ``named``.
    ``as_form`` are the columns of which two make a form of labels and values one entry (``None``: never a form).
    """

    key: str
    columns: tuple[Column, ...]
    needs: tuple[frozenset[str], ...]
    named: tuple[str, ...]
    as_form: frozenset[str] | None = None

    def column(self, key: str) -> Column:
        """The column of this key."""
        return next(c for c in self.columns if c.key == key)


def _column(key: str, kind: ColumnType, *headings: str) -> Column:
    return Column(key, kind, re.compile("|".join(f"(?:{h})" for h in headings)))


def _needs(*sets: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(words.split()) for words in sets)


CONTRACTS = ListKind(
    "contracts",  # 业绩表
    (
        _column("signed_on", "date", r"(合同)?(签订|签约|签署|订立)(日期|时间)", r"合同(日期|时间)"),
        _column(
            "amount", "amount", r"(合同|成交|签约|中标|项目|合同有效|合同总)(总)?(金额|价|价款|额|价格|规模)", "金额"
        ),
        _column(
            "buyer", "text",
            r"(采购|建设|委托|使用|用户|业主|发包|买方|招标|客户|甲方|需方)(人|方|单位)?(名称)?", "单位名称",
        ),
        _column("title", "text", r"(合同|项目|业绩|工程|合同项目)名称(及.{1,8})?", "业绩", "项目"),
        _column("contact", "text", r"(用户|业主|项目|客户|采购人)?(联系人|联系方式|联系电话).{0,6}"),
    ),
    _needs("title signed_on", "buyer signed_on", "title buyer amount"),
    ("title", "buyer"),
    frozenset({"signed_on", "amount", "buyer"}),
)  # fmt: skip

STAFF = ListKind(
    "staff",  # 人员表
    (
        _column("name", "name", r"(项目组?成?员?|项目组成员|拟派人员|人员|成员)?姓名"),
        _column("role", "text", r".{0,10}(职务|岗位|任职|角色)"),
        _column("certificate_number", "text", r"(资格)?证书?(编号|号码?)"),
        _column(
            "certificate", "text",
            r".{0,6}(证书名称|职业资格|执业资格|技术资格|资格证书|持证情况|职称|上岗证)(.{0,8})", "证书",
        ),
        _column("phone", "text", r"联系(方式|电话)|电话|手机"),
    ),
    _needs("name role", "name certificate"),
    ("name",),
    frozenset({"name", "role", "certificate"}),
)  # fmt: skip

CERTIFICATES = ListKind(
    "certificates",  # 证书一览表
    (
        _column("holder", "name", r"(证书)?(持有人|持证人)(姓名)?", "姓名", "人员"),
        _column("number", "text", r"(证书)?(编号|证号|号码)"),
        _column("valid_until", "date", r"(证书)?(有效期(至|截止)?|到期日期?|有效截止(日期?)?|截止日期)"),
        _column("issuer", "text", r"发证(单位|机关|机构)|颁发(单位|机构|部门)"),
        _column("name", "text", r"证书(名称)?|职业资格|资格证书(名称)?"),
    ),
    _needs(
        "name number valid_until", "name issuer valid_until", "holder name number", "holder name valid_until"
    ),
    ("name", "holder"),
)

DEVIATIONS = ListKind(
    "deviations",  # 偏离表
    (
        _column("clause", "text", r"(招标|采购|磋商)?(文件)?(的)?(条款|条目|条文)(编?号)?"),
        _column("kind", "deviation", r"(响应)?(有无)?(正负)?偏[离差](情况|度|程度|类型|与否)?", r"备注[(]偏差说明[)]"),
        _column(
            "requirement", "text",
            r"(招标|采购|磋商|谈判|询价|商务|技术|评审)(文件)?.{0,10}(要求|参数|条款|需求|内容|数值|规格)(与数值)?",
        ),
        _column(
            "response", "text",
            r"(投标|响应|供应商|我方|商务|技术)(人|文件)?.{0,10}(响应|应答|参数|条款|内容|情况|数值|承诺)(与数值|情况|内容)?", "响应|应答",
        ),
        _column("note", "text", r"(偏[离差])?(说明|备注)"),
    ),
    _needs("clause kind", "requirement kind", "response kind"),
    ("clause", "requirement"),
)  # fmt: skip

KINDS: tuple[ListKind, ...] = (CONTRACTS, DEVIATIONS, STAFF, CERTIFICATES)
RUNNING = frozenset({"序号", "项次", "行号", "no", "no."})
"""Headings of a running number; it stands in for a clause where there is no other."""

_NONE = re.compile(
    r"无偏[离差]|无|否|没有偏[离差]|(完全|全部)?(响应|满足|符合|一致)(招标文件)?(要求)?|同招标(文件)?(要求)?|/|-|—|0"
)
_POSITIVE = re.compile(r"正偏[离差].{0,30}|优于.{0,30}|正|\+")
_NEGATIVE = re.compile(r"负偏[离差].{0,30}|(不|未|部分)(能)?(响应|满足|符合).{0,30}|低于.{0,30}|负")


def deviation_of(text: str) -> str | None:
    """``none``, ``positive`` or ``negative`` as a deviation table says it; ``None`` where the words do not."""
    plain = re.sub(r"\s", "", text).strip("。.；;")
    for kind, pattern in (("none", _NONE), ("negative", _NEGATIVE), ("positive", _POSITIVE)):
        if pattern.fullmatch(plain):
            return kind
    return None
