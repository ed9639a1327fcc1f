"""What a file says about its making, as marks that can be equal in two files; what software puts there is left out.

A mark has a kind and a value in normal form.  Kinds are those of the policy's ``origin.*``.  Marks of ``CONTEXT`` are
shared by too many to say anything alone (the build of an office program, the model of a scanner, a title): they are
told only beside another one.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from evaluation.collusion.identity import is_factory_name, plain, serial
from evaluation.reading.document import Document, Origin

Mark = tuple[str, str]
CONTEXT = frozenset({"title", "keywords", "build", "icc", "camera"})
_PREFIX = 6
# What the default document of a widely used DOCX library carries into every file it makes.
FACTORY_IDS = frozenset(
    (
        "24062061",
        "00B47730",
        "00034616",
        "0006063C",
        "0015074B",
        "0029639D",
        "00326F90",
        "00AA1D8D",
        "00CB0664",
        "00FC693F",
    )
)
# When the empty file was made that office programs and libraries start every new document from; and the moments at which
# the clocks of cameras and scanners start.
FACTORY_TIMES = frozenset(
    (
        "1996-12-17T01:32:42Z",
        "2006-09-13T11:21:51Z",
        "2006-09-16T00:00:00Z",
        "2013-01-27T09:14:16Z",
        "2013-12-23T23:15:00Z",
        "2014-10-29T12:08:00Z",
        "2015-06-05T18:17:20Z",
        "2015-06-05T18:17:26Z",
        "2015-06-05T18:19:34Z",
        "2018-02-27T11:14:00Z",
        "2023-05-12T11:15:00Z",
        "2002:12:08 12:00:00",
        "2000:01:01 00:00:01",
    )
)
_FACTORY_TEMPLATES = frozenset({"normal", "normaldotm", "normaldot", "normalwpt", "template"})
# Names of cells that spreadsheet programs and their add-ins give by themselves.
_FACTORY_CELLS = re.compile(
    r"(?i)^(_xl|print_|database$|criteria$|extract$|hwsheet|_filter|solver_|_+kf|sheet\d*$|表\d*$)"
)
# Words of which the titles of any bid are made.
_TITLE_WORDS = re.compile(
    r"投标|响应|招标|采购|项目|文件|文档|技术|商务|报价|资格|标书|正本|副本|授权|委托书|方案|部分|证明|电子|签章|盖章|最终|定稿|封面"
    r"|目录|一览表|清单|承诺函|声明函|扫描|新建|未命名|演示文稿|工作表|工作簿|标|版|册|第|上|下|[一二三四五六七八九十0-9]"
    r"|microsoft|powerpoint|word|excel|wps|untitled|document|sheet|docx?|xlsx?|pptx?|pdf|scan"
)
_TELLING_TITLE, _TELLING_NAME = 4, 3
_LEAST_CHAIN = 20
_MOST_CELLS = 50
# What programs write into every file: ``CRO`` is the copyright of WPS's converter in Base64.
_FACTORY_PROPERTIES = frozenset({"CRO", "Created", "SourceModified", "PTEX.Fullbanner", "Trapped"})
_DRAWN = re.compile(r"(?:0x)?[0-9A-Za-z+/_=-]{16,}")
_XMP_ID = re.compile(r"(?:xmp\.[di]id|uuid|adobe:docid:[a-z]+):[0-9A-Fa-f-]{32,36}")


def marks(document: Document) -> Iterator[tuple[Mark, str]]:
    """The marks of a document that say something about its origin, each with the words as they stand there."""
    origin = document.origin
    yield from _names(origin)
    yield from _moments(origin)
    for value in origin.ids:
        yield from _id(value)
    for value in sorted(set(origin.rsids) - FACTORY_IDS):
        yield ("rsid", value.upper()), value
    for font in origin.fonts:
        prefix, plus, _ = font.partition("+")
        if plus and _random_prefix(prefix):
            yield ("font", font), font
    if _is_telling_title(origin.title):
        yield ("title", plain(origin.title)), origin.title
    for key, value in origin.extra.items():
        if value:
            yield from _extra(key, value)


def is_telling(moment: str) -> bool:
    """Whether a time is to the second, and not one that a program or a camera gives every new file."""
    moment = moment.replace("+00:00", "Z")
    return (
        len(moment) >= 19
        and moment[:2] in ("19", "20")
        and not moment.endswith(("00:00:00", "00:00:00Z"))
        and moment not in FACTORY_TIMES
    )


def _names(origin: Origin) -> Iterator[tuple[Mark, str]]:
    for kind, name in (
        ("author", origin.author),
        ("last_editor", origin.last_editor),
        ("company", origin.company),
        ("manager", origin.extra.get("app.Manager", "")),
        *(("author", name) for name in origin.extra.get("exif.artist", "").split("; ")),
    ):
        if name and not is_factory_name(name):
            yield (kind, plain(name)), name
    if origin.template and plain(origin.template) not in _FACTORY_TEMPLATES:
        yield ("template", plain(origin.template)), origin.template


def _moments(origin: Origin) -> Iterator[tuple[Mark, str]]:
    extra = origin.extra
    packed = (extra.get("zip.times", "").split() or [""])[-1]
    for kind, moment in (
        ("created", origin.created),
        ("modified", origin.modified if origin.modified != origin.created else ""),
        ("printed", extra.get("core.lastPrinted", "")),
        ("source_saved", extra.get("info.SourceModified", "").removeprefix("D:")),
        # Word writes 1980 there and WPS a day in 2012; other programs the moment in which they made the file.
        ("packed", packed if packed[:10] >= origin.created[:10] > "" else ""),
        *(("photo_time", moment) for moment in extra.get("exif.time", "").split("; ")),
    ):
        if is_telling(moment) or (kind == "source_saved" and re.match(r"(19|20)\d{12}", moment)):
            yield (kind, moment), moment


def _id(value: str) -> Iterator[tuple[Mark, str]]:
    scheme, _, bare = value.rpartition(":")
    if len(set(bare)) > 2 and bare.upper() not in FACTORY_IDS:
        yield ("icv" if scheme == "wps.icv" else "id", bare if scheme == "wps.icv" else value), value


def _extra(key: str, value: str) -> Iterator[tuple[Mark, str]]:
    room, _, name = key.partition(".")
    reader = _READERS.get(key)
    if reader is not None:
        yield from reader(value)
    elif "icv" in key.lower():
        if len(set(value.partition("_")[0])) > 2:
            yield ("icv", value), value
    elif name.startswith("KSO") and "Template" in name and not name.endswith("SaveRecord"):
        if len(value) >= _PREFIX:
            yield ("template", plain(value)), value
    elif room == "custom" and value.startswith("ey"):  # Base64 of {"
        yield from _told_by_wps(value)
    elif room in ("custom", "info") and name not in _FACTORY_PROPERTIES:
        bare = value.strip("{} ")
        if _DRAWN.fullmatch(bare) and any(c.isdigit() for c in bare) and len(set(bare)) > _PREFIX:
            yield ("custom", f"{name}={bare}"), f"{name}={bare}"


def _keywords(value: str) -> Iterator[tuple[Mark, str]]:
    if len(plain(value)) >= _TELLING_TITLE:
        yield ("keywords", plain(value)), value


def _build(value: str) -> Iterator[tuple[Mark, str]]:
    yield ("build", value), value


def _derived(value: str) -> Iterator[tuple[Mark, str]]:
    for found in _XMP_ID.findall(value):
        yield ("id", f"xmp:{found}"), found


def _cells(value: str) -> Iterator[tuple[Mark, str]]:
    for cell in value.split("; ")[:_MOST_CELLS]:
        name = cell.partition("=")[0]
        if len(name) >= _TELLING_NAME and not _FACTORY_CELLS.match(name):
            yield ("cell_name", plain(name)), cell


def _chain(value: str) -> Iterator[tuple[Mark, str]]:
    count = re.search(r"\((\d+)\)", value)
    if count and int(count[1]) >= _LEAST_CHAIN:
        yield ("calc_chain", value), value


def _profiles(value: str) -> Iterator[tuple[Mark, str]]:
    for profile in value.split():
        yield ("icc", profile), profile


def _serials(value: str) -> Iterator[tuple[Mark, str]]:
    for number in value.split("; "):
        if bare := serial(number):
            yield ("camera_serial", bare), number


def _cameras(value: str) -> Iterator[tuple[Mark, str]]:
    for model in value.split("; "):
        yield ("camera", plain(model)), model


_READERS: Mapping[str, Callable[[str], Iterable[tuple[Mark, str]]]] = {
    **dict.fromkeys(
        ("core.keywords", "core.subject", "core.category", "info.Keywords", "info.Subject"), _keywords
    ),
    "custom.KSOProductBuildVer": _build,
    "xmp.DerivedFrom": _derived,
    "xlsx.names": _cells,
    "xlsx.calc_chain": _chain,
    "icc": _profiles,
    "exif.model": _cameras,
    "exif.serial": _serials,
}


def _told_by_wps(value: str) -> list[tuple[Mark, str]]:
    """What WPS hides in Base64: a code of the machine (``hdid``) and the number of the person's account (``userId``)."""
    try:
        told = json.loads(base64.b64decode(value + "=" * (-len(value) % 4)))
    except (binascii.Error, ValueError, UnicodeDecodeError):
        return []
    if not isinstance(told, dict):
        return []
    found = (("wps_machine", told.get("hdid")), ("wps_account", told.get("userId")))
    return [((kind, str(v)), str(v)) for kind, v in found if v and len(set(str(v))) > 2]


def _is_telling_title(title: str) -> bool:
    return len(_TITLE_WORDS.sub("", plain(title))) >= _TELLING_TITLE


def _random_prefix(prefix: str) -> bool:
    """Whether the six letters of a font subset were drawn at random: programs that count go BAAAAA, CAAAAA or BCDEEE."""
    steps = [ord(b) - ord(a) for a, b in pairwise(prefix)]
    return (
        len(prefix) == _PREFIX and prefix.isupper() and sum(abs(step) > 1 for step in steps) >= _PREFIX // 2
    )
