"""The bulk path's tools: rows of many tables written without a model instance each, and trails that begin with them.

A row still looks as its model would have written it: columns come from the model's fields, personal values are sealed,
trails are chained by the same functions. What rows mean is the business of the modules that fill the sheets.
"""

from tongban.kernel.bulk.instances import write_new
from tongban.kernel.bulk.sheets import Sheet, write
from tongban.kernel.bulk.trails import Trails

__all__ = ["Sheet", "Trails", "write", "write_new"]
