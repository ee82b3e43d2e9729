"""空白表格 and 示范文本 of a guide's forms, drawn from the guide itself (CAT-20)."""
