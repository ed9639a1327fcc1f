"""Who has which sign in hand, and deciding several chosen signs under one reason: each with a verdict of its own."""
