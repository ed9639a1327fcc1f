"""The rule types 评分规则, one to a file; importing this package announces all of them to the record."""

import importlib
import pkgutil

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
importlib.import_module("evaluation.scoring.prices")
