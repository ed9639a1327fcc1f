"""Tender packages 招标文件包: reading a folder or a ``.zip`` into checked data, or refusing it as a whole."""

from procurement.tenders.package.content import Package, PackageFile
from procurement.tenders.package.read import open_package

__all__ = ["Package", "PackageFile", "open_package"]
