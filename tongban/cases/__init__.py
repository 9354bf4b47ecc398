"""Cases (办件): one application for one item, from hand-in to delivery."""
