"""How many drawn seals are found and read, and how many marks other pictures get.  One run prints every figure.

    python benchmarks/seals.py [--seals N] [--seed N]

Draws pages at 150 dots an inch with one seal each: 34 to 47 mm, turned by up to 25 degrees, half of them faded by a fifth
to more than half, two thirds over print, the page askew by up to 1.5 degrees, JPEG quality 35 to 75.  For false marks it
takes every page and picture of the real documents in ``../shared/data/tenders`` and drawn scenes and certificates.  Exit
code 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 - after the path
import pypdfium2 as pdfium  # noqa: E402
from PIL import Image  # noqa: E402

from evaluation.collusion.seals import fitting  # noqa: E402
from evaluation.reading.pictures import open_picture  # noqa: E402
from evaluation.reading.seals.find import Stamp, stamps  # noqa: E402
from evaluation.reading.seals.mark import even, mark_of, ring_of, same_seal  # noqa: E402
from evaluation.reading.seals.ring import read_ring  # noqa: E402
from tests.evaluation.collusion import pictures  # noqa: E402
from tests.evaluation.reading.seal_pictures import faded, jpeg, on_white, seal, sheet, stamped  # noqa: E402

TENDERS = ROOT.parent / "shared/data/tenders"
PLACES = ("北京", "上海", "杭州", "成都", "武汉", "深圳", "四川", "浙江", "江苏南通", "青岛")
FIRMS = [
    "晨星",
    "远山",
    "华信",
    "中科",
    "天地",
    "博远",
    "鼎盛",
    "海纳",
    "云帆",
    "恒达",
    "新锐",
    "启明",
    "国泰",
    "宏图",
]
TRADES = [
    "信息技术",
    "数字科技",
    "智能科技",
    "建设工程",
    "环境工程",
    "教育装备",
    "医疗器械",
    "网络科技",
    "机电设备",
]
KINDS = ("有限公司", "股份有限公司", "有限责任公司")
PRINT = ("投标人承诺按照招标文件的要求提供全部货物与服务，质量保证期三年。",) * 28
_missed: list[str] = []


def report(what: str, value: float, target: float, unit: str, *, at_most: bool = False) -> None:
    """One line; remembers a missed target."""
    met = value <= target if at_most else value >= target
    print(
        f"{what:<66} {value:8.2f} {unit:<5} target {'<=' if at_most else '>='} {target:g}  {'ok' if met else 'MISSED'}"
    )
    if not met:
        _missed.append(what)


def name(chance: random.Random) -> str:
    """The name of a firm; two of them share much."""
    return "".join(map(chance.choice, (PLACES, FIRMS, TRADES, KINDS)))


def page(chance: random.Random) -> tuple[Image.Image, str, tuple[float, float]]:
    """A page with a seal, the name on it, and where its middle is."""
    firm, side = name(chance), chance.choice((200, 230, 250, 280))
    ink = (chance.randrange(180, 235), chance.randrange(10, 60), chance.randrange(20, 70))
    mark = seal(
        firm, side, ink=ink, turn=chance.uniform(-25, 25), under=chance.choice(("", "", "合同专用章"))
    )
    if chance.random() < 0.5:
        mark = faded(mark, chance.uniform(0.45, 0.8), seed=chance.randrange(10**6))
    at = chance.randrange(60, 900), chance.randrange(100, 1400)
    paper = stamped(sheet(*PRINT) if chance.random() < 0.7 else sheet(), mark, at)
    askew = paper.rotate(chance.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, fillcolor=(252, 251, 247))
    return jpeg(askew, chance.choice((35, 50, 75))), firm, (at[0] + side / 2, at[1] + side / 2)


def drawn(count: int, seed: int) -> None:
    """Recall on drawn seals, what is read of them, and whether looks tell them apart."""
    chance = random.Random(seed)  # noqa: S311 - seeded on purpose
    found: list[tuple[str, Stamp]] = []
    spent = extra = 0.0
    for _ in range(count):
        paper, firm, (x, y) = page(chance)
        start = time.process_time()
        seen = stamps(paper)
        spent += time.process_time() - start
        right = [s for s in seen if np.hypot(s.outline.x / s.scale - x, s.outline.y / s.scale - y) < 40]
        extra += len(seen) - len(right)
        found += [(firm, right[0])] if right else []
    report(f"of {count} drawn seals found", 100 * len(found) / count, 98, "%")
    report("marks on those pages that are no seals", extra, 0, "", at_most=True)
    print(f"finding: {1000 * spent / count:.0f} ms of processor time a page with a seal")
    names = sorted({firm for firm, _ in found})
    whole = known = wrong = sure = 0
    start = time.process_time()
    for firm, stamp in found:
        text, confidence = read_ring(stamp)
        whose = fitting(text, names, confidence)
        whole += text == firm
        known += whose is not None and names[whose.bidder] == firm
        wrong += whose is not None and names[whose.bidder] != firm
        sure += whose is not None and whose.sure
    spent = time.process_time() - start
    print(
        f"reading: {1000 * spent / len(found):.0f} ms a seal; {whole} read to the letter, {sure} beyond doubt"
    )
    report(f"told among {len(names)} firms by the name on the ring", 100 * known / len(found), 50, "%")
    report("told wrongly", wrong, 0, "", at_most=True)
    looks(found)


def looks(found: list[tuple[str, Stamp]]) -> None:
    """The same seal printed cleanly is known again; the seals of other firms are not taken for it."""
    rings = [(firm, even(ring_of(mark_of(stamp)))) for firm, stamp in found]
    same = 0
    for firm, ring in rings:
        [clean] = stamps(on_white(seal(firm, 300, turn=40.0)))
        same += same_seal(even(ring_of(mark_of(clean))), ring)
    pairs = [(a, b) for i, (n, a) in enumerate(rings[:60]) for m, b in rings[i + 1 : 60] if n != m]
    alike = sum(same_seal(a, b) for a, b in pairs)
    report("known again by their looks", 100 * same / len(rings), 50, "%")
    report(
        f"pairs of different firms taken for one, of {len(pairs)}",
        100 * alike / len(pairs),
        2,
        "%",
        at_most=True,
    )


def real() -> Iterator[tuple[str, Image.Image]]:
    """Every page and picture of the real documents."""
    for path in sorted(TENDERS.glob("*")):
        if path.suffix == ".pdf":
            with pdfium.PdfDocument(path.read_bytes()) as pdf:
                for index in range(len(pdf)):
                    yield f"{path.name}, page {index + 1}", pdf[index].render(scale=100 / 72).to_pil()
        elif path.suffix == ".docx":
            with zipfile.ZipFile(path) as archive:
                for part in archive.namelist():
                    if "/media/" in part:
                        yield from _opened(f"{path.name}, {part}", archive.read(part))


def _opened(label: str, data: bytes) -> Iterator[tuple[str, Image.Image]]:
    try:
        yield label, open_picture(data, 80_000_000)
    except ValueError:
        return


def others() -> None:
    """Marks on what is not known to bear a seal."""
    count, spent = 0, 0.0
    for label, picture in real():
        start = time.process_time()
        seen = stamps(picture)
        spent += time.process_time() - start
        count += 1
        for stamp in seen:
            text, confidence = read_ring(stamp)
            print(f"  {label}: 「{text}」 ({confidence:.2f})")
    print(
        f"{count} real pages and pictures, {1000 * spent / max(count, 1):.1f} ms each; what was found is above, for the eye"
    )
    false = sum(bool(stamps(draw(i))) for i in range(60) for draw in (pictures.scene, pictures.certificate))
    report("of 120 drawn scenes and certificates marked", false, 0, "", at_most=True)


def main() -> int:
    """Runs every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seals", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261122)
    given = parser.parse_args()
    drawn(given.seals, given.seed)
    others()
    return 1 if _missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
