"""How one bidder's documents name another: in the bidder's own place, as a partner, or otherwise.

In the *own place* stands whoever bids: behind 投标人, 供应商（盖章）, 我公司; at the head of a sentence that promises, declares or
empowers; on a cover, in a running header, where one signs.  A *partner* is a customer, a maker, a former employer, a member of
an earlier consortium 联合体, the other side of a contract, or one that the bid declares to be unrelated to.  The rest is *elsewhere*:
neither is shown, and one must read it.  Read from the page's own words, punctuation and lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from evaluation.collusion.identity import plain
from evaluation.collusion.papers import is_shared_paper, was_given
from evaluation.collusion.text.fold import fold
from evaluation.collusion.text.stream import Place
from evaluation.reading.document import Page

Standing = Literal["own", "partner", "elsewhere"]

_NEAR = 60  # characters before and after that explain a name
_TABLE = 800  # characters up to the head of a table
_CONTRACT = 1_500
_ONE_SHEET = 2_000  # a file without pages is one long page, and is no one paper
_COVER = 400
_TITLE = 30
_COMPANION = 200  # characters between a name and the code or number that stands beside it

_PARTNER = re.compile(
    "(业绩|客户|用户|甲方|采购人|采购单位|发包人|建设单位|业主|制造商|生产商|生产厂家?|厂家|厂商|制造单位|供货商"
    "|合作单位|合作伙伴|合作方|分包人|分包商|经销商|代理商|品牌|产地|买方|需方|委托方|采购方|验收单位|授权人|授权方|签约方|合同对方|对方单位"
    "|(设备|货物|材料|产品|软件|原料|上游|合格|服务)供应商)"
    "(单位名称|名称|单位|全称)?(签字|签章|盖章|公章|盖单位章|加盖公章)*[为是系]?$"
)
_TOWARDS = re.compile("(?<![称人])为$|[与向给]$")
_DONE = re.compile("提供|承建|建设|实施|服务|签订|签署|采购|供货|供应|合作|完成|搬迁|安装")
_MADE = re.compile(
    "(生产|出品|制造)的?|的(产品|设备)|(?!投标).{0,6}(采购|服务|安装|供货|维护|建设)合同(?!条款|条件)|(以下)?简称?(甲方|买方|需方)"
)
_CALLED_PARTNER = re.compile(
    r"^[（(][^）)\n]{0,6}(制造商|生产厂|原厂|厂家|厂商|甲方|买方|需方|采购人|业主|用户|建设单位|委托方)"
)
_TO_US = re.compile("[向为对给与](我|本)(公司|方|司|单位)|授权(我|本)(公司|方|司|单位)")

_OF_LABEL = (
    r"(?:[（(【\[][^）)】\]\n]{0,14}[）)】\]]|签字|签章|盖章|公章|加盖|盖单位章|单位章|电子章|名称|全称)*"
)
_END = r"[\s:：|“\"（(【《]*$"
_BIDDER = re.compile(
    "(?:投标人|投标单位|投标方|投标企业|投标供应商|响应人|响应供应商|响应单位|报价人|报价单位|参选人|竞标人|(?<![原现前旧统要务备料品件游格])供应商)"
    + _OF_LABEL
    + "[为是系]?"
    + _END
)
_US = re.compile(
    "(?:我|本)(?:公司|方|司|单位|企业)(?:[（(【][^）)】\n]{0,6}[）)】])?(?:(?:全称|名称)[为是系]?)?"
    + _END
    + r"|(?:^|[\n。；;，,|])(?:承诺人|承诺单位|声明人|声明单位|承诺方|开户名称|账户名称|户名|(?:单位|企业|公司)名称(?=[（(][盖加公]))"
    + _OF_LABEL
    + _END
)
_FIRM = re.compile(r"(?:^|[\n。；;，,|])(?:单位|企业|公司|法人)(?:名称|全称)" + _OF_LABEL + _END)
_SECOND = re.compile("(?:乙方|卖方|供方|承包人|受托方|承揽方)" + _OF_LABEL + _END)
_OF_IT = re.compile(
    "^(?:的(?!法定代表人|授权代表|授权委托|委托|投标|名义|单位负责人|合法|全权|代理人)|(?:独家|授权|指定)?(?:代理|经销)|全资|控股|子公司)"
)

_HEAD_OF_SENTENCE = re.compile(
    r"(?:^|[\n。！!；;：:“\"])$|致[^\n。；;]{2,40}[，,]$|作为(?:投标人|供应商)[，,]$"
)
_SPEAKS = re.compile(
    "^(?:现)?(?:郑重|在此|特此|谨此)?(?:承诺|声明|保证|授权(?!代理|经销|的)|委托(?!我|本)|愿意?|完全(?:理解|响应|接受)|(?:已|已经)?(?:仔细|认真)?(?:阅读|研究)"
    "|就(?:本|贵|此|该)|(?:参加|参与)(?:本|贵|此|该)|将(?:严格|按)|(?:的)?(?:法定代表人|授权代表|委托代理人|单位负责人)"
    "(?:签字|签章|盖章|[（(:：]|身份证|授权))"
)
_ITS_BID = re.compile(
    "^的?(?:投标文件|响应文件|报价文件|投标函|投标书|投标报价|投标总价|技术标|商务标)"
    r"|^[（(](?:以下|下)?简?称?[^）)\n]{0,3}(?:我公司|我方|本公司|我司|投标人|供应商)"
)
_LEADER = re.compile("^的?(?:合法|全权|唯一)?(?:法定代表人|单位负责人|委托代理人|代理人|授权代表|投标代表)")
_SIGNS = re.compile(r"^\s*[（(【\[]?(?:盖|加盖|公章|签章|单位章|单位公章|电子章|电子签章)")
_SIGNED_BELOW = re.compile(r"法定代表人|授权代表|委托代理人|被授权人|投标人代表")
_DATED_BELOW = re.compile(r"日期|\d{4}年\d+月\d+日|年月日|[〇零一二三四五六七八九]{4}年")
_CLOSED = re.compile("[。！!：:]$|特此|此致|敬礼")
_PROFILE = re.compile("(?:公司|企业|投标人|供应商|单位)(?:简介|概况|基本情况|介绍)")
_OF_OTHERS = re.compile("厂商|厂家|制造商|品牌|合作|生产|原厂")
_IS_FIRM = re.compile("^[（(]?(?:成立|创立|创建|始建|是一家|位于|坐落|注册|现有|系)")
_BID = re.compile("(?:投标|响应|报价|磋商|谈判)文件|投标书|标书|[正副]本")

_OWN_FORM = re.compile("法定代表人|单位负责人|委托书|投标函|响应函|偏离表|响应表|一览表|声明函|承诺书|承诺函")
_PUBLISHED = re.compile("公告|公示|通知书|评审结果|中标结果|成交结果|候选人|裁定|判决|行政处罚")

_EXPLAINED = re.compile(
    "不存在|无任何|没有任何|非同一|不属于|互不|无(?:关联|隶属|控股|利害|投资)"
    "|就职|任职|工作于|供职|曾在|曾任|历任|入职|离职|调入|工作经历|工作经验|工作单位|原单位|前雇主|社保|简历|毕业|实习"
    "|联合体|联合投标|共同(?:承建|承接|承担|实施|完成|中标)|合作|分包|转包|购自|采购自|代理|经销|授权|签约|合同|协议|对方|承接"
    "|竞争|同行|友商|竞品|对手|案例|用户|客户|业绩|供货|(?:生产|制造)商|厂家|品牌|检测|并购|收购|更名|吸收合并|诉讼|处罚"
)
_YEARS = re.compile(r"\d{4}(?:[年.\-/]\d{0,2}月?)?(?:\d日?)?[-—–~～至到]+(?:今|\d{4})")
_AMOUNT = re.compile(r"\d[\d,，.]*(?:万元|亿元|元|万|亿)|[¥￥]\d")
_CONTRACTS = re.compile("合同|业绩|签约|客户|案例|项目名称|采购单位|甲方|建设单位|业主")
_OFFERS = re.compile("(?:投标人|供应商|投标单位|响应人|报价人)(?:名称|全称)?")
_PRICE = re.compile("报价|总价|工期|交货|质量目标")
_LEAFLET = re.compile("产品|手册|说明|彩页|报告|合同|白皮书|证书|样本|简介|目录|协议")


def standing(place: Place, host: str) -> Standing:
    """How the firm at a place of the bid of ``host`` (a firm's name) is named there."""
    page = place.document.page(place.page)
    for start, end in page.furniture:
        if start <= place.start < end:
            return _in_furniture(page, page.text[start:end], host)
    before, after = _squeezed(page.text[: place.start][-_NEAR * 4 :]), _squeezed(page.text[place.end :][:300])
    direct = re.split("[。；;！!？?，,]", before)[-1]
    if _is_partner(direct, after, host):
        return "partner"
    return _by_label(page, place, before, after, host) or (
        "partner" if _is_explained(page, place, before, after) else "elsewhere"
    )


def _by_label(page: Page, place: Place, before: str, after: str, host: str) -> Standing | None:
    """By what stands right before and behind the name, and the kind of page; ``None`` where neither says anything."""
    paper, of_it = on_paper(page, host), bool(_OF_IT.match(after))
    if _BIDDER.search(before) and not of_it:
        return "elsewhere" if paper or _is_published(_body(page)) else "own"
    if _ITS_BID.match(after):
        return "own"
    if _SECOND.search(before):
        around = page.text[max(place.start - _CONTRACT, 0) : place.end + _CONTRACT]
        return "elsewhere" if plain(host) in plain(around) else "own"
    if paper:
        return "partner"
    if not of_it and (_US.search(before) or _acts_as_bidder(before, after, host) or _in_place(page, place)):
        return "own"
    return None


def beside(place: Place, names: Iterable[tuple[Place, Standing]], host: str) -> Standing:
    """How a code, a number or a person stands: as the name beside it does; on another's paper as a partner's."""
    near = [
        (min(abs(place.start - name.end), abs(name.start - place.end)), how)
        for name, how in names
        if name.document is place.document and name.page == place.page
    ]
    distance, how = min(near, default=(_COMPANION + 1, "own"))
    if distance <= _COMPANION:
        return how
    return "partner" if on_paper(place.document.page(place.page), host) else "own"


def on_paper(page: Page, host: str) -> bool:
    """Whether a page is one of a contract or the like, or was given to the host by name, and no form of the bid's own."""
    text = _body(page)
    if was_given(text, host):
        return True
    folded = plain(text)
    if len(text) > _ONE_SHEET or _OWN_FORM.search(folded[:_NEAR]):
        return False
    # By its title; or by what it says further down, where it names the bidder as a paper of both does.
    return is_shared_paper(_title(text), "") or (plain(host) in folded and is_shared_paper(text, host))


def _is_published(text: str) -> bool:
    return len(text) <= _ONE_SHEET and bool(_PUBLISHED.search(_title(text)))


def _title(text: str) -> str:
    """The lines that a page begins with, as far as they are short and no sentences."""
    lines = (line.strip() for line in text.split("\n"))
    first = [line for line in lines if line][:3]
    return "\n".join(line for line in first if len(line) <= _TITLE and not re.search("[，。；]", line))


def _is_partner(before: str, after: str, host: str) -> bool:
    folded, behind = fold(before[-_NEAR:]).text(), fold(after[:_NEAR]).text()
    if _PARTNER.search(folded) or (_TOWARDS.search(folded) and _DONE.match(behind)) or _MADE.match(behind):
        return True
    sentence = re.split("[。；;！!]", after)[0][: 2 * _NEAR]
    # 「X授权我公司…」, 「X承诺向我公司供货」: another speaks to the bidder, and is not the bidder.
    given = "授权" in sentence[:4] and bool(host) and plain(host) in plain(sentence)
    return given or bool(_CALLED_PARTNER.match(after) or _TO_US.search(sentence[: _NEAR // 2]))


def _acts_as_bidder(before: str, after: str, host: str) -> bool:
    """Whether the firm speaks, signs or is spoken for where the bidder does."""
    if _SIGNS.match(after):  # where both sign, it is a paper of both
        return not host or plain(host) not in plain(before + after)
    if (
        _PROFILE.search(before[-_NEAR:])
        and _IS_FIRM.match(after)
        and not _OF_OTHERS.search(before[-_NEAR:] + after)
    ):
        return True
    if _FIRM.search(before) and not _CONTRACTS.search(before[-_NEAR:] + after[:_NEAR]):
        return True
    if re.search("(?<![曾原前])[系为是]$", before) and _LEADER.match(after):
        return True
    return bool(_HEAD_OF_SENTENCE.search(before) and _SPEAKS.match(after))


def _in_place(page: Page, place: Place) -> bool:
    """Whether it stands alone on a cover or above who signs, or in the row of a list of offers 开标一览表."""
    start = page.text.rfind("\n", 0, place.start) + 1
    end = page.text.find("\n", place.end)
    end = len(page.text) if end < 0 else end
    rest = _squeezed(page.text[start : place.start] + page.text[place.end : end])
    if not fold(rest).text():
        body = _squeezed(_body(page))
        if page.number == 1 and len(body) <= _COVER and _BID.search(body):
            return True
        below = [line for line in page.text[end:].split("\n") if line.strip()][:2]
        if any(_SIGNED_BELOW.search(_squeezed(line)) for line in below):
            return True
        # A date alone stands below the cells of a table as well.
        closed = _CLOSED.search(_squeezed(page.text[:start]).rstrip("\n").rpartition("\n")[2])
        return bool(closed) and any(_DATED_BELOW.search(_squeezed(line)) for line in below)
    above = "\n".join(page.text[:start].rstrip("\n").split("\n")[-2:])
    return bool(
        _AMOUNT.search(rest)
        and _OFFERS.search(above)
        and _PRICE.search(above)
        and not _CONTRACTS.search(above)
    )


def _is_explained(page: Page, place: Place, before: str, after: str) -> bool:
    sentence = re.split("[。；;！!]", before)[-1][-_NEAR:] + re.split("[。；;！!]", after)[0][:_NEAR]
    if _EXPLAINED.search(sentence) or _YEARS.search(sentence):
        return True
    row = before.rpartition("\n")[2] + after.partition("\n")[0]
    return bool(
        _AMOUNT.search(row) and _CONTRACTS.search(page.text[max(place.start - _TABLE, 0) : place.start])
    )


def _in_furniture(page: Page, line: str, host: str) -> Standing:
    """A running header names who wrote the pages; that of a leaflet or a contract need not be the bidder."""
    if on_paper(page, host):
        return "partner"
    return "elsewhere" if _LEAFLET.search(line) else "own"


def _body(page: Page) -> str:
    """A page without running headers and footers."""
    kept, at = [], 0
    for start, end in sorted(page.furniture):
        kept.append(page.text[at:start])
        at = max(at, end)
    return "".join([*kept, page.text[at:]])


def _squeezed(text: str) -> str:
    """A text without blanks; lines stay."""
    return re.sub(r"[^\S\n]+", "", text)
