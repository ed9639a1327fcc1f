"""Rewording: the second tier of text reuse, on what the first left unmatched.

The first tier (``evaluation.collusion.text``) follows characters, and loses a passage once about one in six has been
changed.  Here a text is sentences, a sentence is its terms weighed by rarity, and a passage is a chain of sentence
pairs that may skip some.  The steps, seeds → chains → filtering, are those of text alignment as PAN defines it
(Potthast et al. 2010, 2014); the recursive clustering with narrowing gaps and the choice between narrow and wide gaps
by the shape of the result are after Sanchez-Perez, Sidorov & Gelbukh, "The winning approach to text alignment for text
reuse detection at PAN 2014" (CLEF 2014), the treatment of unbroken stretches is after the same authors' "Dynamically
adjustable approach through obfuscation type recognition" (CLEF 2015).

``pairwise.compare`` takes two texts; ``bidders.reworded`` takes all bids at once and what the first tier found.
"""
