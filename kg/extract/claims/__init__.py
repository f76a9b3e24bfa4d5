"""Who says so, and whether it happened: factuality and polarity (`stance`, `modality`), sources (`attribution`),
quotations and who "we" are (`quotations`, `voices`).
"""
