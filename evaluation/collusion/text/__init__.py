"""Text reuse between all bidders at once, after taking the tender document's own words out."""
