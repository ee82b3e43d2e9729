"""质检: the examination of a whole catalogue, its findings, the clean-up, and one item."""
