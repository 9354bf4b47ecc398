"""Seals (存证): every minute a signed root over what the journal has taken in, chained to the seal before.

An entry's chain shows that nobody changed it *in part*; whoever holds the database could still write a whole chain
anew. A seal ends that: its root is public and lies with a witness outside within minutes. ``keys`` says who signs,
``sealing`` makes seals, ``checking`` looks for what was touched, ``proofs`` gives a subject's trail away to be checked
without us (``verifier/verify.py``).
"""
