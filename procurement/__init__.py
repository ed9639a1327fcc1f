"""The record of a procurement: what was asked, who bid, who may see what, what happened."""
