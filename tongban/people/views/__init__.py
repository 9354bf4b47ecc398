"""Pages: signing in, who I am, my profile and my agents."""
