"""Writes the whole sample package: the tender, eight bids, ``history.csv`` and, beside them, ``truth.json``."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from procurement.sample import records, ring, sheet, tables, team, truth, volumes
from procurement.sample import tender_data as data
from procurement.sample.asked import document as asked
from procurement.sample.blocks import Block
from procurement.sample.cast import Bidder
from procurement.sample.cast_more import CAST
from procurement.sample.goods import goods
from procurement.sample.money import in_words
from procurement.sample.origin import entry, stamp_pdf
from procurement.sample.prose import Writer
from procurement.sample.readback import Pages
from procurement.sample.reference import current, numbered, reference_of
from procurement.sample.scan import scan_pages
from procurement.sample.typeset import to_pdf
from procurement.sample.voice import draw
from procurement.sample.word import to_docx

SEED = 20260302
CHINA = timezone(timedelta(hours=8))
COMMERCIAL, TECHNICAL, BILL = "商务文件.pdf", "技术文件.pdf", "报价清单.xlsx"
PRINTED = datetime(2026, 2, 6, 10, 0, tzinfo=CHINA)


def write_sample(
    folder: Path,
    *,
    seed: int = SEED,
    with_panel: bool = False,
    archive: bool = False,
    told: Callable[[str], None] = lambda _: None,
) -> None:
    """Write the package into ``folder`` (made if missing), and with ``archive`` also ``<folder>.zip`` without the truth.

    The same seed gives the same bytes.  ``told`` hears each part's name when it is done.
    ``FileExistsError`` where the folder already holds something.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder}: an empty or a new directory is needed, found files in it")
    with numbered(reference_of(seed, SEED)):
        _write(folder, seed, with_panel=with_panel, told=told)
    if archive:
        _write_zip(folder)


def _write(folder: Path, seed: int, *, with_panel: bool, told: Callable[[str], None]) -> None:
    asked_for = _write_tender(folder, seed)
    told(data.DOCUMENT)
    writer = Writer(seed, "".join(asked_for.texts))
    made = {}
    for place, bidder in enumerate(CAST):
        made[bidder.key] = _write_bid(folder / "bids" / bidder.key, bidder, place, writer)
        told(bidder.name)
    known = truth.truth(seed, made)
    (folder / "history.csv").write_text(tables.history(seed), "utf-8")
    if with_panel:
        (folder / "panel.csv").write_text(tables.panel(seed, known["valid"]), "utf-8")
        known["leaning"] = tables.LEANING
    _write_json(folder / "truth.json", {**known, "tender": current()})


def _write_tender(folder: Path, seed: int) -> Pages:
    content = stamp_pdf(
        to_pdf(asked.document(), asked.STYLE),
        author="正衡代理",
        creator="WPS 文字",
        producer="WPS PDF 12.1.0.16929",
        made=PRINTED,
    )
    target = folder / data.DOCUMENT
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    _write_yaml(folder / "tender.yaml", {**data.tender(seed), "reference": current()})
    return Pages(content)


def _write_bid(folder: Path, bidder: Bidder, place: int, writer: Writer) -> truth.Made:
    folder.mkdir(parents=True)
    seed = writer.seed
    numbers = draw(seed, bidder.key, "clock")
    saved = datetime(
        2026, 2, 20 + numbers.randint(0, 7), numbers.randint(8, 21), numbers.randint(0, 59), tzinfo=CHINA
    )
    prices = sheet.unit_prices(bidder, seed)
    total = sheet.total_of(prices)

    def printed(blocks: list[Block], volume: str) -> bytes:
        return to_pdf(blocks, volumes.style_of(bidder, volume))

    def stamped(content: bytes, minutes: int) -> bytes:
        return stamp_pdf(
            content,
            author=bidder.author,
            creator=bidder.creator,
            producer=bidder.producer,
            made=saved + timedelta(minutes=minutes),
        )

    blocks = list(
        volumes.technical(bidder, writer, lambda chapter, found: ring.plant(bidder.key, chapter, found))
    )
    content = printed(blocks, "技术文件")
    technical = Pages(content)
    name = TECHNICAL
    if bidder.word:
        name = "技术文件.docx"
        content = to_docx(
            blocks,
            volumes.style_of(bidder, "技术文件"),
            author=bidder.author,
            made=saved,
            pages=len(technical),
        )
    else:
        content = stamped(content, 40)
    (folder / name).write_bytes(content)

    content = printed(list(volumes.commercial(bidder, prices, total, seed)), "商务文件")
    commercial = Pages(content)
    if bidder.scanned:
        content = scan_pages(content, [commercial.page_of(title) for title in bidder.scanned], seed)
    (folder / COMMERCIAL).write_bytes(stamped(content, 95))
    (folder / BILL).write_bytes(
        sheet.to_xlsx(prices, header=place, author=bidder.author, made=saved + timedelta(hours=2))
    )
    _write_yaml(folder / "bid.yaml", bid_yaml(bidder, total, name, commercial, seed))
    return truth.Made(
        bidder,
        total,
        name,
        COMMERCIAL,
        {name: technical, COMMERCIAL: commercial},
        len(technical) + len(commercial),
    )


def bid_yaml(bidder: Bidder, total: Decimal, technical: str, commercial: Pages, seed: int) -> dict[str, Any]:
    """``bid.yaml`` as data; every evidence page is read back from the finished volume."""

    def at(words: str) -> dict[str, Any]:
        return {"document": COMMERCIAL, "page": commercial.page_of(words)}

    facts = bidder.facts
    stated = {clause: kind for clause, kind, _ in facts.deviations}
    fields: dict[str, Any] = {
        "business_licence": {"evidence": at(records.LICENCE)},
        "credit_status": facts.credit,
        "deposit": facts.deposit,
        "registered_capital": str(bidder.capital),
        "warranty_years": str(facts.warranty_years),
        "energy_share": facts.energy_share,
        "training_mode": facts.training,
        "contracts": [
            {
                "title": title,
                "buyer": title.split("项目")[0],
                "amount": amount,
                "signed_on": signed,
                "evidence": at(records.contract_number(bidder, place, seed)),
            }
            for place, (title, amount, signed) in enumerate(facts.contracts)
        ],
        "certificates": [
            {"holder": holder, "name": title, "number": number, "valid_until": until, "evidence": at(number)}
            for holder, title, number, until in team.holders(bidder, seed)
        ],
        "deviations": [
            {"clause": r.clause, "starred": r.starred, "kind": stated.get(r.clause, "none")}
            for item in goods()
            for r in item.requirements
        ],
    }
    if facts.service_certificate:
        fields["service_certificate"] = {"evidence": at(records.SERVICE)}
    return {
        "supplier": {
            "name": bidder.name,
            "uscc": bidder.uscc,
            "legal_representative": bidder.legal,
            "address": bidder.address,
            "registered_capital": str(bidder.capital),
            "shareholders": [{"name": name, "share": share} for name, share in bidder.shareholders],
            "managers": list(bidder.people[:2]),
            "contacts": [{"name": bidder.people[2], "phone": bidder.phone, "email": bidder.mail}],
        },
        "sme": bidder.sme,
        "domestic": bidder.domestic,
        "price": {"total": f"{total:.2f}", "words": in_words(total), "items": BILL},
        "documents": [technical, COMMERCIAL, BILL],
        "fields": fields,
        "team": [
            {"name": name, "role": role, "id_hash": f"{draw(7, 'person', name).getrandbits(128):032x}"}
            for name, role in zip(bidder.people[1:], team.ROLES, strict=True)
        ],
        "provenance": dict(bidder.provenance),
    }


def _write_yaml(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110), "utf-8")


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _write_zip(folder: Path) -> None:
    with zipfile.ZipFile(folder.with_name(folder.name + ".zip"), "w") as archive:
        for path in sorted(
            path for path in folder.rglob("*") if path.is_file() and path.name != "truth.json"
        ):
            archive.writestr(entry(path.relative_to(folder).as_posix(), PRINTED), path.read_bytes())
