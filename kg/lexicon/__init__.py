"""Word lists and the gazetteer: data under `data/` and `ontology/gazetteer`, and what loads and checks them.

- `frames`: event words with their role frames (`data/events`)
- `syntax`, `stance`, `numbers`, `time`, `actors`: the words that the other rooms of `kg.extract` go by
- `gazetteer`: countries, regions, cities and bodies by name; `compile` makes its index from `tables` and `atlas`
"""
