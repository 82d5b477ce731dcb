"""Audits of whole log books: the same norms as `judge`, asked of columns instead of records.

`judge` says what a norm means; nothing here does. What depends on a record alone is asked of the
reference once per distinct record and looked up afterwards; what depends on earlier records is
counted by compiled walks over the contacts of an account in the order of time; accounts that carry
more than columns can say are handed to the reference whole.
"""
