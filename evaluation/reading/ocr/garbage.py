"""Is a text layer text?  A broken character map (ToUnicode) turns a page that looks right into nonsense.

Three signs, each judged only where there is enough text: characters that are no text at all (private use, unassigned,
controls, replacement marks); Hanzi that hardly anybody uses, because the codes are glyph numbers; and, among Hanzi
that are in use, too few of the commonest ones: in any running Chinese text the 500 commonest characters are more than
half of it, in a permuted alphabet they are about a tenth.  Marks and bullets of symbol fonts lie in the private use
area as well, so a few of those are no sign.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ODD_SHARE, _ODD_LEAST = 0.15, 10
_RARE_SHARE, _RARE_LEAST = 0.25, 20
_COMMON_SHARE, _COMMON_LEAST = 0.25, 80

COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相"
    "全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料"
    "象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取"
    "据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身"
    "车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持"
    "音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛"
    "亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严投购招供货款评审包函服务额章签授诚"
)  # fmt: skip
"""Characters that running Chinese prose is mostly made of, and those of tenders."""


@lru_cache(maxsize=65_536)
def _kind(character: str) -> str:
    """``o`` no text at all, ``h`` Hanzi in use, ``r`` rare Hanzi, ``l`` letter or digit, ``s`` anything else."""
    category = unicodedata.category(character)
    if character == "\ufffd" or category in ("Co", "Cn", "Cs", "Cc"):
        return "o"
    if "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character > "\U0001ffff":
        return "h" if _in_use(character) else "r"
    return "l" if category[0] in "LN" else "s"


def _in_use(character: str) -> bool:
    """In either of the two standards that everyday text, simplified or traditional, is written in."""
    for encoding in ("gb2312", "big5"):
        try:
            code = character.encode(encoding)
        except UnicodeEncodeError:
            continue
        return encoding == "gb2312" or code[0] < 0xC9  # beyond are the rare ones
    return False


def is_garbage(text: str) -> bool:
    """Whether the text of a page cannot be what is printed on it."""
    counts = dict.fromkeys("ohrls", 0)
    common = 0
    for character in text:
        if not character.isspace():
            counts[_kind(character)] += 1
            common += character in COMMON
    hanzi = counts["h"] + counts["r"]
    total = sum(counts.values())
    return (
        counts["o"] >= max(_ODD_LEAST, _ODD_SHARE * total)
        or counts["r"] >= max(_RARE_LEAST, _RARE_SHARE * hanzi)
        or (hanzi >= _COMMON_LEAST and common < _COMMON_SHARE * hanzi)
    )
