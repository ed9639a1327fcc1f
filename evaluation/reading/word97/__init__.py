"""Word's binary format (DOC, and WPS's WPS): the text that stands in it, and how it is drawn.

No reader of it in the package registry keeps rows of tables, page ends and hidden letters apart, so what they need is
read here; the container is read by ``olefile``.  Source: [MS-DOC].
"""
