"""When: time expressions to calendar intervals (`recognition` and its rules), their event (`attachment`), and the day
of issue where the text alone tells it (`issued`).
"""
