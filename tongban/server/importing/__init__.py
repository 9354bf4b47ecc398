"""The one bulk path: a file of one JSON object a line (NDJSON) becomes parties, cases, trails and all.

``lines`` reads, ``shapes`` checks each line against its schema, ``knowledge`` resolves what lines refer to,
``batches`` makes rows of some thousand lines, ``loading`` writes each batch in one transaction with its place in the
file. Rows are made by the modules they belong to (``actions.bulk``); this package only composes them.
"""
