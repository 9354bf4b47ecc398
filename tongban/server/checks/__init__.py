"""What is looked at to say whether the platform is sound: how it is configured, its database, and its work."""
