"""Methods: what each number means, how good each method is, and what few articles cannot show."""

from __future__ import annotations

from analysis.explain import cannot_show, counting_rules
from pages.ui import methods
from pages.ui.about import about_card
from pages.ui.methods_agreement import agreement_card
from pages.ui.methods_stance import stance_quality
from pages.ui.navigation import open_view

view = open_view()
methods.measures()
methods.rules("How the numbers are counted", counting_rules())
methods.quality()
stance_quality(view)
agreement_card(view)
methods.sentences("What these articles cannot show", cannot_show(len(view.analysis.articles())))
methods.this_analysis(view)
methods.reference_tables()
methods.left_out(view)
about_card(view)
