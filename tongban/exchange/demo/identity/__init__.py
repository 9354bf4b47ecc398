"""A demo identity provider (统一身份认证的演示): a process of its own, with its own database and keys.

It shares nothing with the platform but OpenID Connect and a client secret. The persons are invented
(``persons.toml``); whoever stands before it says who they are and how surely it should know them. It can be told to
be down, and to sign with a new key. It runs beside ``tongban serve`` in demo mode only.
"""
