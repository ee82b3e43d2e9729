"""服务标准: five families and the platform's own, their versions, and which one an item, a hall or a process follows."""
