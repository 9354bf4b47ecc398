"""A backup: the whole city in one folder, readable without the platform, checkable without it, and put back by it.

``tables/NAME.ndjson.gz``  each table as JSON, one row a line, read in one moment while work went on
``files/…``                the stored files, named by their digests
``manifest.json``          which version and migrations, which columns and how many rows
``SHA256SUMS``             written last, so a backup without it was interrupted; ``sha256sum -c`` reads it too

The rows are the same whatever database they came from: a city that has outgrown SQLite restores into PostgreSQL.
Left out: sessions (everybody signs in again), leases, typeset papers (typeset again), and the keys, which lie apart.
"""
