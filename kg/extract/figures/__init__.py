"""How many: numerals with bound and unit (`numerals`, `recognition`), what they are compared with (`comparisons`), what
is no figure (`noncounts`), and which event they belong to (`attachment`).
"""
