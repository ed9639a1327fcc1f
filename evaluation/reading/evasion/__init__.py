"""Tricks that make a text look one way and compare another 规避查重: found, placed and reported, never cleaned away."""
