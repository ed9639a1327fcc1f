"""Pages that several firms put their names and seals on honestly 业绩合同、授权、验收、证书: told by what they say.

A bid's own forms (投标函, 法定代表人授权委托书, 偏离表 …) are none of them, and neither is a certificate that names
somebody else than the bid it lies in: that one came from another desk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from evaluation.collusion.identity import plain
from evaluation.reading.document import Document, Page

_HEAD = 160
_ONE_SHEET = 2_000  # characters: a file without pages is one long page, and says many things
_REACH = 20  # pages after a contract's first on which both parties' seals are still the contract's
_PAPERS = re.compile(
    "合同书|协议书|合同编号|(采购|销售|购销|买卖|供货|服务|施工|安装|维护|技术|租赁|承包)合同(?!条款|条件|专用|通用)"
    "|中标通知书|成交通知书|验收(单|报告|证明|记录)|竣工|(制造商|生产厂家?|厂家|厂商|产品)授权|代理(证书?|授权)|经销授权|订货单|采购订单"
)
_GIVEN = re.compile(
    "授权(书|函|证)|证书|(检测|检验|测试|测评|评测|鉴定|评估|评价)报告|感谢信|表扬信|推荐信|评价(表|意见)"
    "|(供货|业绩|履约|用户|客户|使用|合作|完工|服务|质量|售后)(评价)?(证明|反馈|承诺)|原厂|(制造商|生产厂家?|厂商)(声明|承诺|证明)"
)
"""What one firm gives to another; it names who got it."""
_OWN_FORM = re.compile("法定代表人|单位负责人|委托(书|代理)|投标函|响应函|偏离表|响应表|一览表|声明函")
_BOTH = (("甲方", "乙方"), ("买方", "卖方"), ("供方", "需方"), ("发包人", "承包人"), ("委托方", "受托方"))


def is_shared_paper(text: str, host: str) -> bool:
    """Whether a page is of a contract, an acceptance or an authorisation, or was given to the bidder ``host`` by name."""
    folded = plain(text)
    head = folded[:_HEAD]
    if _PAPERS.search(head) or any(one in folded and other in folded for one, other in _BOTH):
        return True
    return was_given(text, host)


def was_given(text: str, host: str) -> bool:
    """Whether a page is a certificate, a report or an authorisation that another firm gave to the bidder ``host``."""
    folded, name = plain(text), plain(host)
    head = folded[:_HEAD]
    given = bool(_GIVEN.search(head)) and not _OWN_FORM.search(head)
    return given and bool(name) and len(folded) <= _ONE_SHEET and name in folded


def follows_contract(document: Document, page: Page, host: str) -> bool:
    """Whether a contract or the like begins on one of the pages before, with no form of the bid's own between."""
    before: Sequence[Page] = [p for p in document.pages if page.number - _REACH <= p.number <= page.number]
    for one in reversed(before):
        if one.number != page.number and is_shared_paper(one.text, host):
            return True
        if _OWN_FORM.search(plain(one.text)[:_HEAD]):
            return False
    return False
