"""Optical recognition 文字识别 of pages that are pictures, or whose text layer cannot be used."""
