"""Structure: running headers, headings, the section tree, parts of a bid and the fields found in them."""
