"""Parallax: how one event is told from different vantage points, as tables with their evidence."""

__version__ = "0.1.0"
