"""Seals 印章 on pages and in pictures: where they stand, whose name is on the ring, whether two are prints of one."""
