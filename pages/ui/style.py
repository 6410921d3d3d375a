"""The few rules of style that the theme cannot express. All colours work on light and dark.

Streamlit's own button that saves a table is hidden: cells that a spreadsheet takes for formulas
leave as they are there. Under each table stands one of ours (pages.ui.downloads).
"""

from __future__ import annotations

import streamlit as st

from analysis.charts.theme import DARK, LIGHT

# One scale of type and one of spaces for all that is written with HTML; the figures have theirs in
# analysis.charts.theme.
_SCALE = """
:root {--px-xs: .72rem; --px-s: .8rem; --px-m: .88rem; --px-l: 1.02rem; --px-xl: 1.15rem;
  --px-number: 1.7rem; --px-title: 2.1rem;
  --px-tight: .35rem; --px-space: .7rem; --px-wide: .9rem;
  --px-line: rgba(127,137,160,.28); --px-round: .6rem;}
@media (max-width: 640px) {:root {--px-title: 1.7rem; --px-number: 1.4rem;}}
"""
_RULES = """
<style>
.stMainBlockContainer {padding-top: 4.2rem; padding-bottom: 3rem; max-width: 100rem;}
.px-head h1 {font-size: var(--px-title); line-height: 1.15; padding: 0; margin: 0;
  letter-spacing: -.01em;}
.px-head p {opacity: .75; margin: var(--px-tight) 0 0; max-width: 46rem;}
.px-side {font-size: var(--px-l); padding: 0; margin: 0;}
.px-section {font-size: var(--px-xs); font-weight: 650; letter-spacing: .07em;
  text-transform: uppercase;  opacity: .65; margin-top: .5rem;}
.px-live {font-size: var(--px-l); border-left: 3px solid #3D4FB8; padding: .1rem 0 .1rem .7rem;}
.px-ledger {margin: 0; font-size: var(--px-m); line-height: 1.45; overflow-wrap: anywhere;}
.px-whose {margin: 0; font-size: var(--px-m); font-weight: 600; overflow-wrap: anywhere;}
.px-row {border-top: 1px solid var(--px-line); padding: var(--px-space) 0 .75rem;}
.px-row:first-child {border-top: 0; padding-top: .2rem;}
.px-row blockquote {margin: 0; padding: 0; border: 0; color: inherit; line-height: 1.5;
  overflow-wrap: anywhere;}
.px-row mark {color: inherit; background: rgba(143,162,255,.32); border-radius: 3px;
  padding: 0 .15em; font-weight: 600;}
.px-row blockquote, .px-row mark, .px-card h3, .px-card p {unicode-bidi: isolate;}
[class^="px-"] .sign {font-size: var(--px-xs); border: 1px solid #D97706; border-radius: 3px;
  padding: 0 .2rem; unicode-bidi: isolate; direction: ltr;}
.px-meta {font-size: var(--px-s); opacity: .78; margin: var(--px-tight) 0 0; line-height: 1.45;
  overflow-wrap: anywhere;}
.px-tag {display: inline-block; font-size: var(--px-xs); font-weight: 650; border-radius: 99px;
  padding: .02rem .5rem; margin-right: .4rem;}
.px-negative {background: rgba(217,119,6,.22);}
.px-neutral {background: rgba(127,137,160,.24);}
.px-own {border: 1px solid rgba(127,137,160,.7);}
.px-positive {background: rgba(59,116,180,.26);}
.px-card {border: 1px solid var(--px-line); border-radius: var(--px-round); padding: .9rem 1rem;
  height: 100%; border-top: 4px solid var(--px, #6B7280);}
.px-card h3 {font-size: var(--px-l); line-height: 1.3; padding: 0; margin: 0 0 var(--px-tight);
  overflow-wrap: anywhere;}
.px-card a, .px-meta a, .px-row a {color: inherit; text-decoration: underline;
  text-decoration-color: rgba(127,137,160,.5); text-underline-offset: .15em;}
.px-card a:hover, .px-meta a:hover, .px-row a:hover {text-decoration-color: currentColor;}
.px-card p {margin: .15rem 0; font-size: var(--px-m); line-height: 1.4; overflow-wrap: anywhere;}
.px-grid {display: grid; gap: var(--px-wide);
  grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));}
.px-echo {border-top: 1px solid var(--px-line); padding: var(--px-space) 0 .4rem;}
.px-echo p {font-size: var(--px-s); margin: 0 0 .4rem; line-height: 1.45; overflow-wrap: anywhere;}
.px-pair {display: grid; gap: var(--px-wide);
  grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr));}
.px-pair > div {border-top: 3px solid #6B7280; padding-top: .4rem; min-width: 0;}
.px-pair .px-row {border-top: 0; padding-top: .1rem;}
.px-gap {margin-top: .8rem;}
.px-note {font-size: var(--px-m); line-height: 1.5; margin: .5rem 0 0; opacity: .88;}
.px-hint {font-weight: 600; margin: 0 0 .2rem;}
.px-muted {opacity: .72;}
.px-list {margin: .2rem 0 0; padding-left: 1.1rem;}
.px-list li {margin: var(--px-tight) 0; line-height: 1.45; overflow-wrap: anywhere;}
.px-read {color: inherit; font-size: var(--px-s); opacity: .78;}
.px-confounds {border-left: 3px solid #D97706; padding: .1rem 0 .2rem .8rem; margin: .3rem 0;}
.px-number {font-size: var(--px-number); font-weight: 650; line-height: 1.1;}
h2.px-h2 {font-size: var(--px-xl); padding: 0; margin: 0;}
[class*="st-key-card-"] [data-testid="stColumn"] {min-width: min(100%, 17rem);}
[class*="st-key-card-"] [data-testid="stColumn"]:first-child {min-width: min(100%, 24rem);}
[data-testid="stButtonGroup"] [role="radiogroup"] {flex-wrap: wrap;}
[data-testid="stElementToolbarButton"]:has([aria-label="Download as CSV"]) {display: none;}
[data-testid="stMetricLabel"] p {white-space: normal; overflow: visible;}
[class*="st-key-actions-"] {row-gap: 0;}
@media (max-width: 640px) {.st-key-metrics {display: grid; grid-template-columns: 1fr 1fr;}
  .st-key-metrics [data-testid=stMetricValue] {font-size: var(--px-number);}
  .stMainBlockContainer {padding-left: 1rem; padding-right: 1rem;}}
</style>
"""


def logo(*, dark: bool) -> str:
    """The name of the program as a drawing: one thing seen from two places."""
    near, far, ink = ("#8FA2FF", "#E3A04F", DARK.ink) if dark else ("#3D4FB8", "#D97706", LIGHT.ink)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="150" height="32" viewBox="0 0 150 32">'
        f'<circle cx="12" cy="16" r="9" fill="none" stroke="{far}" stroke-width="3"/>'
        f'<circle cx="20" cy="16" r="9" fill="none" stroke="{near}" stroke-width="3"/>'
        f'<text x="40" y="23" font-family="Segoe UI,Helvetica,Arial,sans-serif" font-size="21" '
        f'font-weight="700" fill="{ink}">Parallax</text></svg>'
    )


def apply(*, dark: bool) -> None:
    """Adds the rules to the page. Cards get the ground of the figures in them."""
    paper = (DARK if dark else LIGHT).paper
    cards = '[class*="st-key-card-"], .px-card, [data-testid="stMetric"]'
    st.html(f"{_RULES}<style>{_SCALE}{cards} {{background: {paper};}}</style>")
