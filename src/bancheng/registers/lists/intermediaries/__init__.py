"""行政审批中介服务: a public list, firms that anybody may choose, nobody who assigns one, commissions open to all."""
