"""What is typed about a case: the application itself, and the officers' forms."""
