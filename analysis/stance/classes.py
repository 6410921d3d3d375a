"""The classes of stance, in their fixed order."""

CLASSES = ("negative", "neutral", "positive")
PROBABILITIES = ("p_negative", "p_neutral", "p_positive")
