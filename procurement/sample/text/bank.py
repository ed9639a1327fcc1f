"""All topics of the bank, found by walking this folder, in the order in which a technical volume treats them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from procurement.sample import text
from procurement.sample.text.topic import Topic

#: The chapters of a technical volume.
CHAPTERS = (
    "项目理解与总体思路",
    "技术方案",
    "实施组织方案",
    "质量与安全保障",
    "培训与售后服务",
    "验收与运行保障",
)


@cache
def bank() -> tuple[Topic, ...]:
    """Every topic, chapter by chapter."""
    found: list[Topic] = []
    for module in pkgutil.iter_modules(text.__path__):
        found += getattr(importlib.import_module(f"{text.__name__}.{module.name}"), "TOPICS", ())
    return tuple(sorted(found, key=lambda topic: CHAPTERS.index(topic.chapter)))
