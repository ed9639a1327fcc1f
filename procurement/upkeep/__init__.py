"""Upkeep 运行维护: whether the house is in order, for the administrator."""
