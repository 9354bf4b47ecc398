"""Who may what: the people, the city and the questions with which the written table of permissions is checked."""
