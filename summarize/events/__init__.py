"""Events: which articles report the same meeting, and which of their sentences matter."""
