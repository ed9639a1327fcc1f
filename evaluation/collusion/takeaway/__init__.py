"""Alerts and suspected rings as files: workbook, CSV and JSON, with the same things the pages show and no more."""
