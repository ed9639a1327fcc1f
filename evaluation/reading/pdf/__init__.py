"""What the PDF reader is made of."""
