"""The process that answers: one question of a store after another, without network, other files, or memory without end.

`python -m kg.answer.worker` is that process. It imports nothing of the HTTP server, so that a new one is there in a
tenth of a second.
"""
