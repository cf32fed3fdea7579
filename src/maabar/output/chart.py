"""The picture of one crossing: what was believed from day to day, and what was said that made it so.

From top to bottom: the band of P(open), P(restricted) and P(closed); the lanes of claims by side, hollow where planned,
crossed where denied, joined where two can't both hold; the strip of how many outlets published, so that silence isn't
read as news; the legend. One specification (`chart`) serves files, notebooks and pages. In Arabic time runs from right
to left and labels stand on the right.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from importlib import resources
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from maabar.errors import FeatureMissing, InputError
from maabar.model import Belief, SpeechAct
from maabar.output.chart_panels import ARABIC, FAINT, INK, LATIN, Axes, band, lanes, legend, strip
from maabar.output.chart_rows import crossing_word, day_word, scene, words
from maabar.weighing.conflicts import Conflict, conflicts
from maabar.weighing.explain import OLD, VAGUE

if TYPE_CHECKING:
    from altair import VConcatChart

    from maabar.registry import Registry

FORMATS: Final = ("svg", "png", "html")
LANGUAGES: Final = ("en", "ar")
_WIDTH: Final = 820


def chart(
    beliefs: Iterable[Belief],
    acts: Iterable[SpeechAct],
    *,
    crossing: str,
    registry: Registry,
    lang: str = "en",
    since: date | None = None,
    until: date | None = None,
    heard: Mapping[date, int] | None = None,
    found: Sequence[Conflict] | None = None,
    filtered: bool = False,
    traffic: str | None = None,
    width: int = _WIDTH,
) -> VConcatChart:
    """The chart of one crossing, as an Altair specification.

    ``beliefs`` and ``acts`` may be on other crossings too. ``heard`` is the number of outlets that published each day
    (`maabar.output.chart_rows.listening`), ``found`` the contradictions (worked out here where not given). Days run
    from ``since`` to ``until``, by default those of the beliefs. Raises `InputError` where there is nothing to show,
    `FeatureMissing` without Altair.
    """
    alt: Any = _altair()
    if lang not in LANGUAGES:
        raise InputError(f"language is {lang!r}, expected one of {', '.join(LANGUAGES)}")
    known = sorted((b for b in beliefs if b.crossing == crossing), key=lambda b: b.day)
    known = [b for b in known if (since is None or b.day >= since) and (until is None or b.day <= until)]
    if not known:
        raise InputError(f"nothing is believed of {crossing!r} on these days, so there is nothing to show")
    since, until = since or known[0].day, until or known[-1].day
    told = [act for act in acts if act.crossing == crossing]
    if found is None:
        found = conflicts(told)
    axes = Axes(alt, since, until, lang, width)
    shown = scene(told, found, since=since, until=until, registry=registry, lang=lang, per_day=width / axes.days)
    panels = [band(axes, known, unsure_days(known, told, filtered=filtered))]
    if shown.lanes:
        panels.append(lanes(axes, shown, registry))
    panels.append(strip(axes, heard or {}))
    panels.append(legend(axes))
    vocabulary = words(lang)
    about = vocabulary["about"].format(since=day_word(since, lang), until=day_word(until, lang))
    if traffic:
        about += vocabulary["for"].format(traffic=vocabulary["traffic"][traffic])
    view = vocabulary["filtered" if filtered else "hindsight"]
    comma = "، " if lang == "ar" else ", "
    spec: VConcatChart = (
        alt.vconcat(*panels, spacing=6)
        .resolve_scale(x="shared", color="independent", y="independent")
        .properties(
            datasets=axes.rows,
            title=alt.TitleParams(
                text=vocabulary["title"].format(crossing=crossing_word(crossing, registry, lang)),
                subtitle=f"{about}{comma}{view}",
                anchor="end" if axes.rtl else "start",
                frame="group",
                offset=12,
            ),
            background="white",
            padding=18,
        )
        .configure(font=ARABIC if axes.rtl else LATIN)
        .configure_view(stroke=None)
        .configure_title(fontSize=21, subtitleFontSize=13, subtitleColor=FAINT, color=INK, subtitlePadding=5)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            labelFontSize=11.5,
            titleFontSize=12,
            titleFontWeight="normal",
            domainColor="#c9ced4",
            tickColor="#c9ced4",
            gridColor="#e8ebee",
        )
    )
    return spec


def unsure_days(known: Iterable[Belief], acts: Iterable[SpeechAct], *, filtered: bool) -> set[date]:
    """Days on which there is not enough information: the belief is nearly as vague as knowing nothing, or nothing was
    said about the crossing for long before and, in hindsight, for long after."""
    told = sorted(act.known.toordinal() for act in acts)
    out = set()
    for belief in known:
        day = belief.day.toordinal()
        at = bisect_right(told, day)
        before = day - told[at - 1] if at else OLD + 1
        after = told[at] - day if at < len(told) and not filtered else OLD + 1
        if min(before, after) > OLD or vagueness(belief) >= VAGUE:
            out.add(belief.day)
    return out


def vagueness(belief: Belief) -> float:
    """Entropy of a belief, 0 to 1: 1 is knowing nothing."""
    return -sum(p * log(p) for p in (belief.open, belief.restricted, belief.closed) if p > 0) / log(3)


def save(spec: VConcatChart, path: Path, *, lang: str = "en", scale: float = 2.0) -> None:
    """Write a chart to a ``.svg``, ``.png`` or ``.html`` file; the page needs no network.

    ``scale`` is how many pixels of a ``.png`` make one of the drawing.

    Arabic letters are drawn with the Noto font that comes with Maabar, so a machine without Arabic fonts will do.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise InputError(
            f"can't write a {path.suffix or 'nameless kind of'} file, expected .svg, .png or .html", str(path)
        )
    converter, drawn = _converter(), spec.to_dict()
    if kind == "html":
        content = _page(converter, drawn, lang).encode()
    elif kind == "svg":
        content = converter.vegalite_to_svg(drawn).encode()
    else:
        content = converter.vegalite_to_png(drawn, scale=scale)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror}", str(path)) from error


def _page(converter: Any, drawn: dict[str, Any], lang: str) -> str:
    """A page that holds everything and may load nothing.

    Reports are other people's words: no ``<`` of theirs may end the script that they stand in.
    """
    data = json.dumps(drawn, ensure_ascii=False).replace("<", "\\u003c")
    template = resources.files("maabar.output").joinpath("chart_page.html").read_text("utf-8")
    title, bundle = escape(drawn["title"]["text"]), converter.javascript_bundle()
    parts = {"lang": lang, "title": title, "bundle": bundle, "data": data}
    return re.sub(r"\{\{(\w+)\}\}", lambda name: parts[name[1]], template)


def _altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise FeatureMissing("charts need Altair: pip install 'maabar[charts]'") from error
    return altair


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError as error:
        raise FeatureMissing("charts as files need vl-convert: pip install 'maabar[charts]'") from error
    vl_convert.register_font_directory(str(resources.files("maabar.output").joinpath("fonts")))
    return vl_convert
