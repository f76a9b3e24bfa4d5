"""Who and where: names, descriptions and pronouns become actors and places, with their posts and ties.

`cast` puts it together. Names are found (`names`, `capitals`, `cutting`, `titles`), grouped and typed for the whole
article (`grouping`, `reading`, `voting`, `naming`); then come descriptions (`nominals`, `belonging`, `offices`), what
points back (`coreference`, `pronouns`, `pairs`), containment (`places`), offices (`posts`) and lasting ties
(`relations`, `standing`).
"""
