"""Charts: functions from a comparison table to a plotly figure. No arithmetic, no Streamlit."""
