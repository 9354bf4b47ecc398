"""Excel workbooks (工作簿) that somebody sends: read in a process of its own, row by row, within bounds.

A workbook can be a trap in a few hundred bytes: one value in its last cell makes a reader lay out 17 thousand million
cells, one repeated byte unpacks to gigabytes, a declared entity grows without end. So the library reads it in a child
(``reader``) that may take only so much memory and time, and the platform (``reading``) is told rows, or why there are
none.
"""
