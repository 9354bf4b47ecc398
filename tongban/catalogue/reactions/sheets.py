"""Workbooks that were brought in are there for some months."""

from tongban.catalogue.actions.importing import KEPT, forget_imports
from tongban.kernel.retention import forgets

forgets(KEPT["sheet_imports"])(forget_imports)
