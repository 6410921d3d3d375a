"""Any number of articles: analysed in partitions, on all cores or a cluster, and added to.

What is told of an article by itself is made once and kept (`tasks`, `place`); what can be told of
all of them only (`corpus`) is decided anew in every run, over summaries, and then written into the
tables (`finish`). So a run that was broken off goes on, new articles are added without the old ones
being read again by the models, and neither partitions nor processes change a number.
"""

from __future__ import annotations

from analysis.batch.analysing import Tell
from analysis.batch.hands import NoCluster
from analysis.batch.place import Busy
from analysis.batch.run import PARTITION, How, Report, Stopped, Unwilling, WriteFault, run
from analysis.batch.tasks import ArticleFault
from analysis.topics.sampling import TooManyPassages

__all__ = [
    "FAULTS",
    "PARTITION",
    "How",
    "Report",
    "Stopped",
    "Tell",
    "run",
]

# What keeps a run from its end, each with words for the person who asked for it.
FAULTS = (ArticleFault, Busy, NoCluster, TooManyPassages, Unwilling, WriteFault)
