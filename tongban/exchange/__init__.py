"""Partners outside: envelopes, receipts, retries; each adapter with a demo partner that runs."""
