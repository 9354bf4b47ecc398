"""The faces that compose modules: public site, staff desk."""
