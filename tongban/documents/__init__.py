"""Stored files, printed documents (文书) and papers on file (材料库): what came in as bytes, what goes out on paper.

A *file* is bytes that someone handed in: sniffed, sized, hashed, kept outside the database, read only through
a guard that the owner of its subject registered. A *document* is a paper that an office hands out: its data are
frozen when it is issued, it bears a number (文号), and it is rendered on request, today or in ten years, from the
very template that was in force on that day. A *paper on file* belongs to a party: what was handed in, checked or
issued once may be used again, as far as its grade (A–D) and its validity carry.
"""
