"""跨省通办: the targets of a plan and how far they are."""
