"""The items of the demo city: read from ``demo_items/*.toml``, taken on by every office that holds the power."""

from tongban.catalogue.demo.files import demo_items, form_schema
from tongban.catalogue.demo.loading import load_items

__all__ = ["demo_items", "form_schema", "load_items"]
