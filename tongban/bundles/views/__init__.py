"""Pages of bundles, cut by topic."""
