"""The pages of the faces that compose modules."""
