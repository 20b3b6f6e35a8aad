"""How much of an article its claims account for: its checkable atoms, what claims speak of, and what nobody has touched."""
