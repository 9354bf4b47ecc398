"""Partners outside (外部系统): envelopes, receipts, retries; each adapter with a demo partner that really runs.

Inside a transaction nothing leaves the house: ``send_message`` writes an outbox row. The worker then makes an
envelope, hands it to the partner's adapter and keeps the receipt. A partner may fail, be slow, take an envelope
and lose the receipt, or answer twice: the key of the envelope makes all of that harmless.
"""
