"""The drawings of supervision: who is like whom, what is shared, when files came about, how item prices lie.

What they show is worked out here without knowing how it is drawn; each has a table that says the same.
"""
