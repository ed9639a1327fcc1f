"""What earlier tenders tell of bidders 历史投标行为: each question is one file, answered by a seeded permutation test.

A question that has too little data says so (``p`` is ``None``, with the reason) and is never taken for a "no".
"""
