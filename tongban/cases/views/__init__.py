"""Pages of a case: of the applicant, of the window, of the back office."""
