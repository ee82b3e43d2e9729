"""承接、下放、取消、调整: the four changes of an item, each with its basis, its day and its announcement (CAT-25, CAT-26)."""
