"""The morning after a last day: who has come how far in a round, what the total is meanwhile, and how it was over the years."""
