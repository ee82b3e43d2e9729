"""投资项目 of a firm: registered, followed, changed, and the way on to what comes next."""
