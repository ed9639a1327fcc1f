"""Policies 辖区口径: how strongly each sign of collusion counts, and by which article, place by place."""
