"""What leaves the building: charts as images, all charts of a view, and the report.

Everything here draws the same tables by the same functions as the screens.
"""

# Formats in which a chart can be painted.
FORMATS = ("png", "svg", "pdf")
