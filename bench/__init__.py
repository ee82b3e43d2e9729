"""`python -m bench [PART…]`: how fast the house is, as ratios to floors measured in the same run.

A floor is the least that must be done for the same result: the same row inserted bare, the same page rendered from values
that lie ready. Absolute figures say something about this machine only; ratios may be compared.
"""
