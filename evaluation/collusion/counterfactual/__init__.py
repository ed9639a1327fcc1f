"""What if a group had not bid 反事实推演: the tender's own formula, over all its random coefficients, without the group."""
