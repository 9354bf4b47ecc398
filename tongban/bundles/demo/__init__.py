"""Bundles of the demo city: those that its places offer, and some that people have handed in."""

from tongban.bundles.demo.offers import load_bundles, pilot_one
from tongban.bundles.demo.wholes import hand_in_bundles

__all__ = ["hand_in_bundles", "load_bundles", "pilot_one"]
