"""One file per command of ``tongban``: ``add_arguments(parser)`` and ``run(options) -> exit status``."""
