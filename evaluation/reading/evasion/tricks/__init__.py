"""One file per trick."""
