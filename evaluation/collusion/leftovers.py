"""What two bids have in common and this tender cannot have given them: wrong clause numbers and sums, other projects and firms.

*Clauses*: the tender's clauses are known by the words behind their numbers.  A bid that quotes those words under another
number, while it numbers most as the tender does, is wrong there; so is one that refers to a clause of the tender which
the tender does not have.  *Sums* are wrong by themselves (``evaluation.collusion.sums``).  *Projects*: the name of a project of
an organisation that the tender does not name, or the number 项目编号 of another tender.  *Firms*:
a firm that stands where the bidder should, and bids here under no such name.  Each counts when few bids have the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding, damped, place_json
from evaluation.collusion.identity import plain, same_firm
from evaluation.collusion.sums import wrong_sums
from evaluation.collusion.text.fold import fold
from evaluation.collusion.text.stream import Place
from evaluation.reading.document import Document
from procurement.message import Message, msg

_CLAUSE = r"\d{1,2}(?:[.．]\d{1,3}){1,4}"
_AT_LINE = re.compile(rf"^[\s★☆▲△*#■●◆（(]*第?[ \t]*({_CLAUSE})(?![\d.．%％])", re.MULTILINE)
_REFERRED = re.compile(
    rf"(?:招标|采购|磋商|谈判|询价|比选)文件[^\n。；;]{{0,20}}?第[ \t]*({_CLAUSE})[ \t]*(?:条|款|项|点|节)"
)
_WORDS = 10  # characters by which a clause is known
_OWN_NUMBERING = 0.25
_LEAST_CLAUSES = 10

_PROJECT = re.compile(r"([\u4e00-\u9fffA-Za-z0-9（）()]{8,40}?)(?:项目|标段)")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:医院|大学|学院|中学|小学|学校|幼儿园|公安局|法院|检察院|委员会|人民政府|街道|镇|县|区|市|局|集团|公司"
    r"|银行|博物馆|图书馆|机场|车站|园区|水库|电厂|水厂)"
)
_NOT_THE_NAME = re.compile(
    r"^.*(?:我方|我们|公司将|本项|参加|参与|承接|完成|实施过|按照|根据|关于|[将为向在对于的与和及按至])"
)
_GENERAL = re.compile(r"政府采购|公共资源|招标|投标|国家|全国|教育部|财政部|本项|此次|该")
_PROJECT_NUMBER = re.compile(
    r"(?:项目|招标|采购|磋商|谈判|询价|标书|招标文件)编号(?:为|是)?[ \t]*[:：]?[ \t]*([A-Za-z0-9\u4e00-\u9fff]{0,6}[A-Za-z0-9〔〕\[\]（）()_./-]{5,30}[0-9号])"
)
_DONE = re.compile("业绩|合同|中标通知|案例|曾")
_TAIL = 8
_NAMED = 6
_AS_BIDDER = re.compile(
    r"(?:投标人|供应商|投标单位|响应人|报价人)(?:名称|全称)?(?:[（(][^）)\n]{0,10}[）)])?[ \t]*[:：][ \t]*"
    r"([\u4e00-\u9fff（）()]{2,25}?(?:有限责任公司|有限公司|股份公司|集团))"
)


class Leftover(NamedTuple):
    """One thing few bids share: ``wrong`` as written, ``right`` as the tender has it (empty when it has nothing)."""

    kind: str
    wrong: str
    right: str
    places: Mapping[int, Place]


Found = dict[tuple[str, str, str], dict[int, Place]]


def leftovers(case: Case, tender_text: str, library_text: str = "") -> list[Leftover]:
    """What two bidders and at most half of them (of three, all) have in common, by kind and words.

    ``tender_text`` and ``library_text`` are folded.
    """
    found: Found = defaultdict(dict)
    clauses = _Clauses(case.tender_documents)
    firms = [b.spec.supplier.name for b in case.bidders if b.spec is not None]
    for owner, bidder in enumerate(case.bidders):
        for key, place in clauses.wrong_in(bidder.documents):
            found[key].setdefault(owner, place)
        for name, place in _firms(bidder.documents):
            bids = any(plain(firm) in plain(name) or same_firm(name, firm) for firm in firms)
            if plain(name) not in tender_text and not bids:
                found["firm", name, ""].setdefault(owner, place)
        for sum_ in (s for document in bidder.documents for s in wrong_sums(document)):
            found["total", sum_.written, sum_.right].setdefault(owner, sum_.place)
    known = tender_text + "\0" + library_text
    for document in (*case.tender_documents, *case.library):
        for sum_ in wrong_sums(document):
            found.pop(("total", sum_.written, sum_.right), None)
    for owner, bidder in enumerate(case.bidders):
        for number, place in _numbers(bidder.documents):
            if plain(number) not in known:
                found["project", number, ""].setdefault(owner, place)
    for name, owner, place in _projects(case, known):
        found["project", name, ""].setdefault(owner, place)
    bidders = len(case.bidders)
    most = bidders if bidders <= 3 else max(2, bidders // 2)
    few = [Leftover(*key, places) for key, places in found.items() if 2 <= len(places) <= most]
    return sorted(few, key=lambda item: (item.kind, item.wrong))


def left_over(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per set of bidders that share what this tender cannot have given them."""
    library = "\0".join(fold(page.text).text() for document in case.library for page in document.pages)
    by_owners: dict[tuple[int, ...], list[Leftover]] = defaultdict(list)
    for item in leftovers(case, context.tender_text, library):
        by_owners[tuple(sorted(item.places))].append(item)
    for owners, items in sorted(by_owners.items()):
        signs = [f"error.{item.kind}" for item in items]
        bits = damped([context.bits(sign) for sign in signs], 0.7)
        names = [(owner, context.keys[owner]) for owner in owners]
        yield Finding(
            tuple(name for _, name in names),
            min(bits, context.policy.most("error.slip")),
            msg(
                "Neither from this tender nor by chance, %(count)s in all: %(what)s",
                count=len(items),
                what="、".join(item.wrong for item in items[:5]),
            ),
            tuple(
                {
                    "field": item.kind,
                    "value": item.wrong,
                    "expected": item.right,
                    "a": place_json(item.places[owners[0]], names[0][1]),
                    "b": place_json(item.places[owner], name),
                }
                for item in items
                for owner, name in names[1:]
            ),
            tuple(
                msg("%(what)s: %(bits)s bits", what=_left(item), bits=f"{context.bits(sign):g}")
                for item, sign in zip(items, signs, strict=True)
            ),
            msg("Two firms may have worked on one project before, or have used one earlier bid as a pattern"),
        )


def _left(item: Leftover) -> Message:
    if item.kind == "total":
        return msg("Wrong sum, %(wrong)s instead of %(right)s", wrong=item.wrong, right=item.right)
    if item.kind == "project":
        return msg("Another organisation's project, %(name)s", name=item.wrong)
    if item.kind == "firm":
        return msg("Another firm in the bidder's place, %(name)s", name=item.wrong)
    if item.right:
        return msg("Clause %(wrong)s, which is %(right)s in the tender", wrong=item.wrong, right=item.right)
    return msg("Clause %(wrong)s, which the tender does not have", wrong=item.wrong)


class _Clauses:
    """The numbers of the tender's clauses, each with the words behind it."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.numbers: set[str] = set()
        self.of_words: dict[str, set[str]] = defaultdict(set)
        for _, number, words in _numbered(documents):
            self.numbers.add(number)
            if len(words) == _WORDS:
                self.of_words[words].add(number)
        self.text = "\n".join(page.text for document in documents for page in document.pages)

    def wrong_in(self, documents: Iterable[Document]) -> Iterator[tuple[tuple[str, str, str], Place]]:
        """Clauses that a bid quotes under another number or refers to in vain, as (kind, written, meant)."""
        if len(self.numbers) < _LEAST_CLAUSES:
            return
        right, wrong = 0, []
        for place, number, words in _numbered(documents):
            meant = self.of_words.get(words, set())
            if number in meant:
                right += 1
            elif len(meant) == 1:
                wrong.append((("clause", number, min(meant)), place))
        if len(wrong) <= _OWN_NUMBERING * (right + len(wrong)):
            yield from wrong
        for document in documents:
            for page in document.pages:
                for match in _REFERRED.finditer(page.text):
                    number = _number(match[1])
                    if number not in self.numbers and number not in _number(self.text):
                        yield (
                            ("clause", number, ""),
                            Place(document, page.number, match.start(1), match.end(1)),
                        )


def _number(text: str) -> str:
    return text.replace("．", ".")


def _numbered(documents: Iterable[Document]) -> Iterator[tuple[Place, str, str]]:
    """Every clause: where its number stands, the number, and the first characters behind it, folded."""
    for document in documents:
        for page in document.pages:
            for match in _AT_LINE.finditer(page.text):
                behind = page.text[match.end() : match.end() + 4 * _WORDS]
                # 3.5平方毫米 at the beginning of a line is a value; with one stop only, a clause stands apart.
                if match[1].count(".") + match[1].count("．") < 2 and not behind[:1].isspace():
                    continue
                words = fold(behind).text()[:_WORDS]
                yield Place(document, page.number, match.start(1), match.end(1)), _number(match[1]), words


def _firms(documents: Iterable[Document]) -> Iterator[tuple[str, Place]]:
    for document in documents:
        for page in document.pages:
            for match in _AS_BIDDER.finditer(page.text):
                yield match[1], Place(document, page.number, match.start(1), match.end(1))


def _numbers(documents: Iterable[Document]) -> Iterator[tuple[str, Place]]:
    """The numbers that are given as that of a tender, but for those beside contracts that were done before."""
    for document in documents:
        for page in document.pages:
            for match in _PROJECT_NUMBER.finditer(page.text):
                if any(c.isdigit() for c in match[1]) and not _DONE.search(
                    page.text[max(match.start() - 4 * _TAIL, 0) : match.start()]
                ):
                    yield match[1], Place(document, page.number, match.start(1), match.end(1))


def _projects(case: Case, known: str) -> Iterator[tuple[str, int, Place]]:
    """Names that two bidders give a project of an organisation that is nowhere in the known text, with who and where."""
    by_tail: dict[str, dict[int, tuple[str, Place]]] = defaultdict(dict)
    for owner, bidder in enumerate(case.bidders):
        for document in bidder.documents:
            for page in document.pages:
                for match in _PROJECT.finditer(page.text):
                    name = match[1]
                    if _ORGANISATION.search(name):
                        place = Place(document, page.number, match.start(1), match.end(1))
                        by_tail[name[-_TAIL:]].setdefault(owner, (name, place))
    for named in by_tail.values():
        for (a, (one, here)), (b, (other, there)) in combinations(named.items(), 2):
            # What stands before a name is different words as a rule: 为青山县医院…, 向青山县医院….
            name = _NOT_THE_NAME.sub("", _common_end(one, other))
            organisation = _ORGANISATION.search(name)
            if organisation is None or len(name) < _TAIL or _GENERAL.search(name):
                continue
            if plain(name) not in known and plain(organisation[0])[-_NAMED:] not in known:
                for owner, place in ((a, here), (b, there)):
                    yield name, owner, replace(place, start=place.end - len(name))


def _common_end(one: str, other: str) -> str:
    """The longest end of both."""
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return one[len(one) - size :]
