"""Getting in: signing in, the second factor, passwords."""
