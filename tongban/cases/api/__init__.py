"""Cases for other systems: a firm's drafts and applications, and what an office does with an application."""
