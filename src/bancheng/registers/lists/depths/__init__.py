"""What the guide in force says about how far an item is handled online: ends, trips, star, kept for each item."""
