"""Reading the text of uploaded files: apart from the site, within limits, ending in a clear state.

A parser (`parsers`) runs in a process of its own (`sandbox`); the site never imports one.
"""
