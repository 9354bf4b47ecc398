"""Reading bundles: what one asks, how one stands, which are offered where."""
