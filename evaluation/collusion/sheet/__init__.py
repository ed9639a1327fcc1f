"""The evidence sheet of a suspected ring 证据单: every finding with its article and its places, made to be printed."""
