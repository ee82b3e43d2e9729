"""Same source, many channels: feeds for those outside, what each last fetched, and what a hall screen shows."""
