"""Candidates for the next batch, ranked by what is counted of them."""
