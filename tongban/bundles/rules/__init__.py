"""Several items as one: what rests on what, one form, one set of papers, time used together, what is wrong with it."""
