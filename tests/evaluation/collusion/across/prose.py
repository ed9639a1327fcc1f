"""Text of one's own for tests: drawn characters, so that nothing is shared by accident."""

from __future__ import annotations

import random


def prose(seed: int, length: int) -> str:
    """Sentences of drawn Hanzi; two seeds share nothing of 16 characters."""
    draw = random.Random(seed)
    letters = [chr(0x4E00 + draw.randrange(3000)) for _ in range(length)]
    return "".join(c + ("。" if i % 23 == 22 else "") for i, c in enumerate(letters))
