"""Across tenders 跨项目比对: every bid leaves its fingerprints; a new bid is compared with all that are there.

fold → 16-grams → drop what the tender says → keep one in 32 by its hash → look those up in an index that PostgreSQL
holds → the earlier bids of *other* firms that share rare ones → read these again and align them exactly.

What is looked up grows with the new bid, not with the number of stored ones.  A supplier's own earlier bids are no
sign, and what the documents of any tender say is none either.
"""
