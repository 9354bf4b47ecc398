"""The template tags, by topic; ``templatetags/tongban.py`` gathers them into one library."""
