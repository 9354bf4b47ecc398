"""Pages of the catalogue: for the public, and for who manages items."""
