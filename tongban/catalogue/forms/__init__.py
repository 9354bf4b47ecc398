"""What comes in by address and by form, cut by topic."""

from tongban.catalogue.forms.addresses import answers_in, filters_in, narrowing_in

__all__ = ["answers_in", "filters_in", "narrowing_in"]
