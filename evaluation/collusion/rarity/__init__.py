"""How unlikely a passage is elsewhere: shipped counts of wording that many texts share, and phrases everybody writes."""
