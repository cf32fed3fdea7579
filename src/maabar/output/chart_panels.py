"""The panels of a chart of one crossing, one above the other on the same days."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from maabar.model import Belief
from maabar.output.chart_rows import ROOM, STATES, Mark, Row, Scene, day_word, tooltip, words
from maabar.registry import Registry

COLOURS: Final = {"open": "#1f8a99", "restricted": "#e8b04a", "closed": "#b5483a", "incident": "#4a4a55"}
"""Teal, amber and brick are told apart by the colour-blind too."""
INK, FAINT, _JOIN, _SILENT = "#22262b", "#7d858d", "#7b2fbf", "#f4e4e1"
_UNSURE: Final = "#d3dedd"
LATIN: Final = "Liberation Sans, Arial, Helvetica, Noto Sans Arabic, sans-serif"
ARABIC: Final = "Noto Sans Arabic, Liberation Sans, Arial, sans-serif"
_BAND, _STRIP, _LEGEND = 170, 34, 50
_PAD: Final = 8
"""Pixels between the marks of a lane and its edges, both together."""
_MARK: Final = 120
_JOINS: Final = 80
_DAY_END: Final = 23.999
"""Hours: a hair before the next day begins, for an area is drawn in order of time and two points at once have none."""
_CROSS: Final = "M-.44,-.44L.44,.44M.44,-.44L-.44,.44"
_SHAPES: Final = {"status": "circle", "agreement": "diamond", "passed": "triangle-up", "nobody": "triangle-down",
                  "incident": "square"}  # fmt: skip


class Axes:
    """The days that all panels share, and where labels stand. ``step`` is how many days share one pixel, at least one;
    nothing finer is drawn."""

    def __init__(self, alt: Any, since: date, until: date, lang: str, width: int) -> None:
        self.alt, self.since, self.until, self.lang, self.width = alt, since, until, lang, width
        self.rtl = lang == "ar"
        self.days = (until - since).days + 1
        self.step = -(-self.days // width)
        self.rows: dict[str, list[Row]] = {}

    @property
    def side(self) -> str:
        return "right" if self.rtl else "left"

    def x(self, shown: bool, name: str = "day") -> Any:
        """The encoding of days; only one panel shows the labels."""
        alt = self.alt
        scale = alt.Scale(
            type="utc", domain=[_at(self.since), _at(self.until + timedelta(1))], reverse=self.rtl, nice=False
        )
        axis: Any = None
        if not shown:
            axis = alt.Axis(title=None, labels=False, ticks=False, domain=False, grid=True, values=self._ticks())
        else:
            names = ", ".join(f"'{name}'" for name in words(self.lang)["short"])
            month = f"[{names}][utcmonth(datum.value)]"
            year = "(utcmonth(datum.value) == 0 || datum.index == 0 ? ' ' + utcyear(datum.value) : '')"
            day = "utcdate(datum.value) + ' ' + "
            label = f"{month} + {year}" if self.days > 120 else f"{day}{month}"
            axis = alt.Axis(
                title=None, grid=False, labelExpr=label, values=self._ticks(), labelOverlap=True, orient="top"
            )
        return alt.X(f"{name}:T", scale=scale, axis=axis)

    def _ticks(self) -> list[str]:
        if self.days > 120:
            months = 1 if self.days <= 800 else 6 if self.days <= 3000 else 12
            firsts = (self.since + timedelta(n) for n in range(self.days))
            return [_at(d) for d in firsts if d.day == 1 and (d.month - 1) % months == 0]
        step = next(s for s in (1, 2, 3, 7, 14) if self.days / s <= (10 if self.rtl else 14))
        return [_at(self.since + timedelta(n)) for n in range(0, self.days, step)]

    def colour(self, *, fill: bool = True) -> Any:
        alt = self.alt
        scale = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
        return (alt.Fill if fill else alt.Stroke)("state:N", scale=scale, legend=None)

    def data(self, name: str, rows: Sequence[Row]) -> Any:
        """The rows by name; they stand in the chart once, for Altair copies what stands within a panel many times."""
        self.rows[name] = list(rows)
        return self.alt.NamedData(name)


def _at(day: date, hours: float = 0.0) -> str:
    moment = datetime.combine(day, time(), UTC) + timedelta(hours=hours)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _runs(days: Iterable[date]) -> list[Row]:
    """Days as runs without gaps: drawn one by one they would show seams."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and runs[-1][1] == day:
            runs[-1] = runs[-1][0], day + timedelta(1)
        else:
            runs.append((day, day + timedelta(1)))
    return [{"day": _at(first), "end": _at(end)} for first, end in runs]


def band(axes: Axes, known: Sequence[Belief], unsure: Collection[date]) -> Any:
    """The chances as areas on top of each other; the days that are ``unsure`` are veiled."""
    alt = axes.alt
    rows: list[Row] = []
    for belief in known[:: axes.step]:
        low = 0.0
        end = 24 * (axes.step - 1) + _DAY_END
        for state, p in zip(STATES, (belief.open, belief.restricted, belief.closed), strict=True):
            shown = words(axes.lang)["states"][state]
            row = {"state": state, "low": round(low, 4), "high": round(low + p, 4), "p": round(p, 4), "name": shown}
            rows += [row | {"day": _at(belief.day, h), "label": day_word(belief.day, axes.lang)} for h in (0, end)]
            low += p
    axis = alt.Axis(title=None, format=".0%", orient=axes.side, values=[0, 0.5, 1], grid=False, labelFont=LATIN,
                    labelPadding=8)  # fmt: skip
    y = alt.Y("low:Q", scale=alt.Scale(domain=[0, 1]), axis=axis)
    tips = [alt.Tooltip("label:N", title=" "), alt.Tooltip("name:N", title=" "),
            alt.Tooltip("p:Q", title=words(axes.lang)["chance"], format=".1%")]  # fmt: skip
    areas = (
        alt.Chart(axes.data("beliefs", rows))
        .mark_area(opacity=0.92, line=False)
        .encode(x=axes.x(True), y=y, y2="high:Q", fill=axes.colour(), tooltip=tips)
    )
    veils = [run | {"low": 0, "high": 1} for run in _runs(unsure)]
    veil = (
        alt.Chart(axes.data("unsure", veils))
        .mark_rect(fill="white", opacity=0.6)
        .encode(x=axes.x(True), x2="end:T", y=y, y2="high:Q")
    )
    return alt.layer(areas, veil).properties(width=axes.width, height=_BAND)


def lanes(axes: Axes, shown: Scene, registry: Registry) -> Any:
    alt = axes.alt
    top: dict[str, float] = {}
    height = 0.0
    for lane in shown.lanes:
        top[lane.key] = height
        height += lane.rows * ROOM + _PAD

    def y(mark: Mark) -> float:
        return top[mark.lane] + _PAD / 2 + (mark.row + 0.5) * ROOM

    def x(mark: Mark) -> str:
        return _at(axes.since, 24.0 * mark.x / (axes.width / axes.days))

    scale = alt.Scale(domain=[height, 0], nice=False)
    centres = {lane.key: top[lane.key] + (lane.rows * ROOM + _PAD) / 2 for lane in shown.lanes}
    label = "".join(f"datum.value == {centres[n.key]} ? {_js(n.name)} : " for n in shown.lanes) + "''"
    axis = alt.Axis(title=None, orient=axes.side, values=list(centres.values()), labelExpr=label, ticks=False,
                    grid=False, domain=False, labelLimit=190, labelPadding=10, labelFontSize=12)  # fmt: skip
    y_axis = alt.Y("y:Q", scale=scale, axis=axis)
    ends = {"day": _at(axes.since), "end": _at(axes.until + timedelta(1))}
    beds = [
        ends | {"y": top[n.key], "y2": top[n.key] + n.rows * ROOM + _PAD}
        for i, n in enumerate(shown.lanes)
        if i % 2 == 0
    ]
    floor = (
        alt.Chart(axes.data("lanes", beds))
        .mark_rect(fill="#d9dfe5", opacity=0.33)
        .encode(x=axes.x(False), x2="end:T", y=y_axis, y2="y2:Q")
    )

    rows = [_mark_row(mark, x(mark), y(mark), registry, axes.lang) for mark in shown.marks]
    spans = [row | {"from": _at(max(m.first, axes.since)), "till": _at(min(m.last, axes.until) + timedelta(1))}
             for m, row in zip(shown.marks, rows, strict=True) if m.last > m.first]  # fmt: skip
    strongest = sorted(shown.joins, key=lambda j: -j[2])[:_JOINS]
    joins = [{"day": x(a), "end": x(b), "y": y(a), "y2": y(b), "grade": round(grade, 3)}
             for a, b, grade in strongest]  # fmt: skip
    ranges = (
        alt.Chart(axes.data("ranges", spans))
        .mark_rule(strokeWidth=5, opacity=0.28, strokeCap="round")
        .encode(x=axes.x(False, "from"), x2="till:T", y=y_axis, stroke=axes.colour(fill=False))
    )
    lines = (
        alt.Chart(axes.data("conflicts", joins))
        .mark_rule(stroke=_JOIN, strokeWidth=1.3)
        .encode(
            x=axes.x(False), x2="end:T", y=y_axis, y2="y2:Q",
            opacity=alt.Opacity("grade:Q", scale=alt.Scale(domain=[0, 1], range=[0.12, 0.75]), legend=None),
        )
    )  # fmt: skip
    titles = words(axes.lang)["tooltip"]
    tips = [alt.Tooltip(f"{name}:N", title=title) for name, title in titles.items()]
    points = _points(axes, "claims", rows, axes.x(False), y_axis, tips)
    return alt.layer(floor, ranges, lines, *points).properties(width=axes.width, height=height)


def _mark_row(mark: Mark, x: str, y: float, registry: Registry, lang: str) -> Row:
    return {
        "day": x,
        "y": y,
        "state": mark.state,
        "shape": _SHAPES[mark.shape],
        "hollow": mark.reality != "actual",
        "faint": mark.undated or mark.reality == "proposed",
        "crossed": mark.denied,
        "count": str(mark.voices) if mark.voices > 1 else "",
    } | tooltip(mark, registry, lang)


def _points(axes: Axes, name: str, rows: Sequence[Row], x: Any, y: Any, tips: Sequence[Any]) -> list[Any]:
    """Marks: filled or hollow, a cross over what is denied, the number of voices where several say the same."""
    alt = axes.alt
    shape = alt.Shape("shape:N", scale=None)
    base = alt.Chart(axes.data(name, rows)).encode(x=x, y=y)
    faint = alt.condition("datum.faint", alt.value(0.55), alt.value(1.0))
    size = alt.condition("datum.crossed", alt.value(_MARK * 1.5), alt.value(_MARK))
    filled = base.transform_filter("!datum.hollow").mark_point(strokeWidth=1.2, stroke="white", filled=True)
    hollow = base.transform_filter("datum.hollow").mark_point(strokeWidth=2, fill="white", filled=False)
    denied = base.transform_filter("datum.crossed")
    halo = denied.mark_point(size=_MARK * 2.8, strokeWidth=3.2, stroke="white", shape=_CROSS, opacity=1)
    crossed = denied.mark_point(size=_MARK * 2.8, strokeWidth=1.6, stroke=INK, shape=_CROSS, opacity=1)
    number = base.transform_filter("datum.count != '' && !datum.crossed").mark_text(
        fontSize=9.5, fontWeight="bold", dy=0.5
    )
    ink = alt.condition("datum.hollow", alt.value(INK), alt.value("white"))
    beside = base.transform_filter("datum.count != '' && datum.crossed").mark_text(
        fontSize=9, fontWeight="bold", dx=-10 if axes.rtl else 10, dy=-7, color=INK, stroke="white", strokeWidth=0.3
    )
    return [
        filled.encode(fill=axes.colour(), shape=shape, size=size, opacity=faint, tooltip=tips),
        hollow.encode(stroke=axes.colour(fill=False), shape=shape, size=size, opacity=faint, tooltip=tips),
        halo,
        crossed.encode(tooltip=tips),
        number.encode(text="count:N", color=ink),
        beside.encode(text="count:N"),
    ]


def strip(axes: Axes, heard: Mapping[date, int]) -> Any:
    alt = axes.alt
    days = [axes.since + timedelta(n) for n in range(0, axes.days, axes.step)]
    counts = [max(heard.get(d + timedelta(n), 0) for n in range(axes.step)) for d in days]
    most = max(counts) or 1
    rows = [{"day": _at(d), "end": _at(d + timedelta(axes.step)), "n": n, "zero": 0, "label": day_word(d, axes.lang)}
            for d, n in zip(days, counts, strict=True)]  # fmt: skip
    title = words(axes.lang)["listening"]
    axis = alt.Axis(title=None, orient=axes.side, values=[most / 2], labelExpr=_js(title), ticks=False, grid=False,
                    domain=False, labelPadding=10, labelFontSize=12)  # fmt: skip
    tips = [alt.Tooltip("label:N", title=" "), alt.Tooltip("n:Q", title=title)]
    y = alt.Y("n:Q", scale=alt.Scale(domain=[0, most * 1.45]), axis=axis)
    base = alt.Chart(axes.data("outlets", rows)).encode(x=axes.x(False), x2="end:T", tooltip=tips)
    bars = base.mark_bar(fill="#9aa4ae", stroke="white", strokeWidth=1 if axes.days <= 120 else 0).encode(
        y=y, y2="zero:Q"
    )
    quiet = _runs(d + timedelta(n) for d, c in zip(days, counts, strict=True) if not c for n in range(axes.step))
    silent = alt.Chart(axes.data("silence", quiet)).mark_rect(fill=_SILENT).encode(x=axes.x(False), x2="end:T")
    numbers = (
        base.transform_filter("datum.n > 0" if axes.days <= 45 else "false")
        .transform_calculate(mid="toDate(datum.day) + 43200000")
        .mark_text(fontSize=9, dy=-6, color=FAINT)
        .encode(x=axes.x(False, "mid"), y=y, text="n:Q")
    )
    return alt.layer(silent, bars, numbers).properties(width=axes.width, height=_STRIP)


def legend(axes: Axes) -> Any:
    """Our own legend, so that it reads from the right in Arabic."""
    alt = axes.alt
    states, marks = words(axes.lang)["states"], words(axes.lang)["marks"]
    first = [(states[s], s, "circle", False, False) for s in COLOURS]
    first[3] = (states["incident"], "incident", "square", False, False)
    second = [
        (marks["planned"], "open", "circle", True, False),
        (marks["denied"], "open", "circle", False, True),
        (marks["agreement"], "open", "diamond", False, False),
        (marks["passed"], "open", "triangle-up", False, False),
        (marks["nobody"], "closed", "triangle-down", False, False),
    ]
    strokes = (
        [(marks["conflict"], _JOIN, 1.6), (marks["range"], "#a5d0d6", 5)],
        [(marks["unsure"], _UNSURE, 12), (marks["silent"], _SILENT, 12)],
    )
    rows: list[Row] = []
    lines: list[Row] = []
    for line, entries in enumerate((first, second)):
        at = 8.0
        for text, state, shape, hollow, crossed in entries:
            rows.append({"at": at, "text_at": at + 13, "y": line, "text": text, "state": state, "shape": shape,
                         "hollow": hollow, "crossed": crossed, "faint": False, "count": ""})  # fmt: skip
            at += 39 + _length(text)
        for text, colour, thick in strokes[line]:
            lines.append({"at": at - 4, "to": at + 16, "text_at": at + 22, "y": line, "text": text,
                          "colour": colour, "width": thick})  # fmt: skip
            at += 52 + _length(text)
    flat = alt.Scale(domain=[0, axes.width], reverse=axes.rtl, nice=False)
    x, text_x = alt.X("at:Q", scale=flat, axis=None), alt.X("text_at:Q", scale=flat, axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[1.6, -0.6], nice=False), axis=None)
    align = "right" if axes.rtl else "left"
    letters = {"align": align, "baseline": "middle", "fontSize": 12, "color": INK, "dy": 0.5}
    labels = alt.Chart(axes.data("legend", [*rows, *lines])).mark_text(**letters).encode(x=text_x, y=y, text="text:N")
    drawn = (
        alt.Chart(axes.data("legend_lines", lines))
        .mark_rule()
        .encode(
            x=x,
            x2="to:Q",
            y=y,
            stroke=alt.Stroke("colour:N", scale=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        )
    )
    points = _points(axes, "legend_marks", rows, x, y, [])
    return alt.layer(labels, drawn, *points).resolve_scale(x="shared").properties(width=axes.width, height=_LEGEND)


def _length(text: str) -> float:
    """About how many pixels a text takes at size 12, to set the legend."""
    return sum(
        0.0 if "\u064b" <= c <= "\u0652" else 3.2 if c in "iljtfr' ،اأ" else 9.0 if c in "mw" else 6.3 for c in text
    )


def _js(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
