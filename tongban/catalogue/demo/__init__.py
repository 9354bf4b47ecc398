"""The items of the demo city: read from ``demo_items/*.toml``, taken on by every office that holds the power."""

from tongban.catalogue.demo.faults import plant_faults
from tongban.catalogue.demo.files import demo_items, form_schema
from tongban.catalogue.demo.loading import load_items
from tongban.catalogue.demo.mandates import name_clerks
from tongban.catalogue.demo.measured import furnish_figures
from tongban.catalogue.demo.registers import load_registers
from tongban.catalogue.demo.reviews import begin_reviews
from tongban.catalogue.demo.standing import furnish_lists
from tongban.catalogue.demo.workbooks import bring_workbook

__all__ = [
    "begin_reviews",
    "bring_workbook",
    "demo_items",
    "form_schema",
    "furnish_figures",
    "furnish_lists",
    "load_items",
    "load_registers",
    "name_clerks",
    "plant_faults",
]
