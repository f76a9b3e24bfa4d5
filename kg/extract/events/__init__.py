"""What happened: event-evoking words, the roles around them, and how mentions hang together.

`predicates` undoes the syntax, `triggers` finds the words, `roles` fills who, whom and where, `links` tells content and
cause, `assembly` makes the mentions, `selection` sets aside what says nothing of its own.
"""
