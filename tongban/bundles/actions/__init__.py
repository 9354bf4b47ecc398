"""The verbs of bundles, cut by topic: ``designing``, ``drafts``, ``running``, ``switching``."""
