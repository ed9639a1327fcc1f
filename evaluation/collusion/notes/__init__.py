"""Notes of supervisors on a sign: what they asked, whom they called, what is still missing.  No decision."""
