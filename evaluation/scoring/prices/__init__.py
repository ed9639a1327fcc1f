"""The price formulas 价格分计算方法, one to a file; importing this package announces all of them to the record."""

import importlib
import pkgutil

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
