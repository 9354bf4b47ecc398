"""Pure questions of the faces."""
