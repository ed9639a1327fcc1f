"""Finds what was typeset on the page where it came to stand, by reading the finished PDF."""

from __future__ import annotations

import pypdfium2

from procurement.sample.voice import plain


class Pages:
    """The pages' plain text (letters, digits and Hanzi) of a PDF."""

    def __init__(self, content: bytes) -> None:
        pdf = pypdfium2.PdfDocument(content)
        self.texts = [plain(page.get_textpage().get_text_range()) for page in pdf]
        pdf.close()

    def __len__(self) -> int:
        return len(self.texts)

    def page_of(self, words: str) -> int:
        """The last page (from 1) that holds ``words``: the first may be the table of contents.  ``LookupError``."""
        wanted = plain(words)
        for number in range(len(self.texts), 0, -1):
            if wanted in self.texts[number - 1]:
                return number
        raise LookupError(f"no page holds {words!r}")
