"""Batches: what units owe, the chain department → 编办 → two offices, the board."""
