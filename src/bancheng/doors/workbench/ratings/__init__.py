"""好差评: what people said, in sums by item and department."""
