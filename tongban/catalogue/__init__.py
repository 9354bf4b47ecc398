"""Service items (事项): what one can apply for, with which papers, in how many days, by which law.

An entry of the basic catalogue (基本目录) is taken on by an office as its item (实施清单), under a 31-digit code.
What the item says is a version: drafted, examined by the lint, published and from then on unchangeable, at last
retired. A version is split into scenarios (业务办理项) by conditions, which are data. A case keeps the version it
began with.
"""
