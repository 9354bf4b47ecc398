"""The data sets that cases give and take: the credit site (双公示), and departments' own systems (过程数据)."""
