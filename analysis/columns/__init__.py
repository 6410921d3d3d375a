"""Evidence rows of any number of articles as columns of small integers.

They are made once, held once, shared by all readers and never changed. What is on a screen is
counted from them; texts stay where they are until somebody reads them.
"""

from analysis.columns.base import BASES
from analysis.columns.counting import Counts, Picked, counted_pairs
from analysis.columns.held import Columns
from analysis.columns.make import Maker

__all__ = ["BASES", "Columns", "Counts", "Maker", "Picked", "counted_pairs"]
