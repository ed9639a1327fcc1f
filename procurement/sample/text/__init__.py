"""The sample's text bank, written for it: one module per group of topics."""
