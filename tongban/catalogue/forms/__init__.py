"""What comes in by address and by form, cut by topic."""

from tongban.catalogue.forms.addresses import answers_in, filters_in, narrowing_in
from tongban.catalogue.forms.targets import BaselineForm, TargetForm

__all__ = ["BaselineForm", "TargetForm", "answers_in", "filters_in", "narrowing_in"]
