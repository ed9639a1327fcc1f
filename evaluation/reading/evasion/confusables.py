"""Characters that look like others: what a reader's eye takes them for.

The tables hold what is met in Chinese and Latin text; Unicode's own list (UTS 39) is far longer, and most of it would
only flag languages that are honestly written.
"""

from __future__ import annotations

import unicodedata

_LATIN = (
    "АВСЕНІЈКМОРЅТХҮԌԜԚ"
    "аеорсухіјѕһԁԛԝԍ"
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
    "οικνυχρϲϳ"
    "ՕՏԱսցօհոզ"
    "ᎪᏴᏟᎬᎻᎫᏦᏞᎷΝᏢᏚᎢᏙᏃ"
    "ɑɡɩʏᴀʙᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꞮꓐꓚꓓꓰꓖꓧꓙꓗꓡꓟꓠꓳꓑꓢꓔꓴꓦꓪꓫꓬꓜ"
)
_LATIN_AS = (
    "ABCEHIJKMOPSTXYGWQ"
    "aeopcyxijshdqwg"
    "ABEZHIKMNOPTYX"
    "oiknvxpcj"
    "OSUugohnq"
    "ABCEHJKLMNPSTVZ"
    "agiYABCDEJKMOPTUVWZIBCDEGHJKLMNOPSTUVWXYZ"
)
LATIN = dict(zip(_LATIN, _LATIN_AS, strict=True))
"""Letters of other scripts, and rare forms, by the Latin letter they look like."""

HANZI = {
    "ニ": "二",
    "ハ": "八",
    "カ": "力",
    "ロ": "口",
    "エ": "工",
    "タ": "夕",
    "ト": "卜",
    "ミ": "三",
    "チ": "千",
    "ㄧ": "一",
    "〡": "一",
}
"""Kana and other signs by the Hanzi they look like."""

FOREIGN = "".join(LATIN)


def radical(character: str) -> str:
    """The Hanzi that a radical or a compatibility form stands for; empty for any other character."""
    if not (
        "\u2e80" <= character <= "\u2fd5"
        or "\uf900" <= character <= "\ufaff"
        or "\U0002f800" <= character <= "\U0002fa1f"
    ):
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain != character else ""


def dressed(character: str) -> str:
    """The plain letter or digit behind a mathematical, enclosed or otherwise dressed-up one; empty for any other."""
    if not ("\U0001d400" <= character <= "\U0001d7ff" or "\U0001f130" <= character <= "\U0001f189"):
        return ""
    return unicodedata.normalize("NFKC", character)
