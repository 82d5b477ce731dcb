"""What to say about a case: an `Outcome` as JSON values, terminal text, CSV or one HTML page.

Everything here turns values into values or strings. Nothing is computed anew, printed or written.
"""
