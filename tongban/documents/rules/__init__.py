"""What may be taken in as a file, how papers are numbered, and what each printed paper says."""
