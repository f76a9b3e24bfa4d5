"""Extraction: one room per phenomenon, each over the parsed article; `kg.pipeline` calls them in order.

- `actors`: who and where, as a `Cast`
- `claims`: quotations, factuality and polarity, sources
- `figures`: numbers with bounds, units and comparisons
- `times`: dates as calendar intervals
- `events`: triggers, roles and their links, as event mentions

`records` holds what the rooms hand one another.
"""
