"""One module for each family of formats: `read(content, extension)` yields the text of its pages.

They raise `Unreadable` for what they recognise. Whatever else a parser raises, and a parser that
crashes, is for the sandbox to judge: the file is damaged.
"""
