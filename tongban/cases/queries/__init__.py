"""Reading cases: by topic, one file each."""
