"""Service items (事项): what one can apply for, with which papers, in how many days, by which law."""
