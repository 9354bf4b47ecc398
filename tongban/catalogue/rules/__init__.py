"""What the catalogue can be asked without a database: which papers, which scenario, is the form complete."""

from tongban.catalogue.rules.conditions import holds, scenario_for
from tongban.catalogue.rules.limits import Limit
from tongban.catalogue.rules.materials import materials_for
from tongban.catalogue.rules.schemas import form_errors, form_sections, form_values

__all__ = ["Limit", "form_errors", "form_sections", "form_values", "holds", "materials_for", "scenario_for"]
