"""What the Makefile calls; nothing here is installed or imported by the platform."""
