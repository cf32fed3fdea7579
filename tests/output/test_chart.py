"""Pictures: what they show, in both languages, as files that need nothing else."""

from __future__ import annotations

import json
import re
import struct
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from maabar.errors import InputError
from maabar.model import Belief, Claim, Flow, Incident, Report, SpeechAct, When
from maabar.output.chart import chart, save, unsure_days
from maabar.output.chart_rows import listening, scene, words
from maabar.registry import Registry
from maabar.weighing.acts import speech_acts
from maabar.weighing.conflicts import conflicts

DAY = date(2021, 3, 25)
HERE = "sy/saraqib-tarnabah"


def report(n: int, outlet: str, day: date, *claims: Claim) -> Report:
    return Report(f"r{n}", outlet, day, "", claims=claims)


def claim(speaker: str, said_by: str, value: Any, when: When | None, **more: Any) -> Claim:
    facts = {"reality": "actual", "polarity": "affirmed", "kind": "status"} | more
    return Claim("مفتوح أمام المدنيين", HERE, value=value, speaker=speaker, speaker_kind=said_by, when=when, **facts)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    today, soon, later = When(DAY), When(DAY + timedelta(2)), DAY + timedelta(3)
    some_day = When(DAY, DAY + timedelta(9))
    return [
        report(1, "sana.sy", DAY, claim("ru-mod", "official", "open", today)),
        report(2, "syria.tv", DAY, claim("tr", "official", "open", today, polarity="denied")),
        report(3, "reuters.com", DAY, claim("reuters.com", "self", "open", soon, reality="planned")),
        report(4, "enabbaladi.net", DAY, claim("مصادر محلية", "unnamed", "closed", None)),
        report(5, "enabbaladi.net", soon.start, claim("مراسلنا", "witness", Flow("people", 0), today, kind="flow")),
        report(6, "alaraby.co.uk", later, claim("ru", "official", Incident("shelling"), today, kind="incident")),
        report(7, "npasyria.com", later, claim("npasyria.com", "self", "closed", some_day)),
    ]


@pytest.fixture(scope="module")
def acts(reports: list[Report], registry: Registry) -> list[SpeechAct]:
    return speech_acts(reports, registry=registry)


@pytest.fixture(scope="module")
def beliefs() -> list[Belief]:
    return [Belief(HERE, DAY + timedelta(n - 2), 0.1 * n, 0.1, 0.9 - 0.1 * n) for n in range(9)]


@pytest.fixture(scope="module")
def shown(acts: list[SpeechAct], registry: Registry) -> Any:
    until = DAY + timedelta(6)
    return scene(
        acts, conflicts(acts), since=DAY - timedelta(2), until=until, registry=registry, lang="en", per_day=90.0
    )


def test_each_side_has_a_lane_and_those_with_none_one_for_their_kind(shown: Any) -> None:
    assert [lane.key for lane in shown.lanes][-2:] == ["witness", "unnamed"]
    assert {"ru", "tr"} <= {lane.key for lane in shown.lanes}
    assert len({lane.name for lane in shown.lanes}) == len(shown.lanes)


def test_marks_tell_planned_denied_undated_and_what_is_said(shown: Any) -> None:
    marks = {mark.acts[0].relays[0].report: mark for mark in shown.marks}
    assert (marks["r2"].denied, marks["r2"].state) == (True, "open")
    assert (marks["r3"].reality, marks["r3"].day) == ("planned", DAY + timedelta(2))
    assert (marks["r4"].undated, marks["r4"].day) == (True, DAY)
    assert (marks["r5"].shape, marks["r5"].state) == ("nobody", "closed")
    assert marks["r6"].shape == "incident"
    assert (marks["r7"].first, marks["r7"].last) == (DAY, DAY + timedelta(9))


def test_what_cannot_both_hold_is_joined(shown: Any) -> None:
    pairs = {frozenset((a.acts[0].relays[0].report, b.acts[0].relays[0].report)) for a, b, _ in shown.joins}
    assert frozenset(("r1", "r2")) in pairs
    assert frozenset(("r2", "r4")) not in pairs


def test_voices_of_a_lane_that_say_the_same_are_one_mark_with_their_number(registry: Registry) -> None:
    same = [report(n, f"o{n}.example", DAY, claim(f"o{n}.example", "self", "open", When(DAY))) for n in range(3)]
    told = speech_acts(same, registry=registry)
    seen = scene(told, [], since=DAY, until=DAY, registry=registry, lang="en", per_day=40.0)
    assert [(mark.voices, mark.outlets) for mark in seen.marks] == [(3, 3)]


def test_marks_of_one_lane_do_not_cover_each_other(registry: Registry) -> None:
    values = ["open", "closed", "restricted"]
    many = [
        report(n, f"o{n}.example", DAY, claim(f"o{n}.example", "self", values[n % 3], When(DAY + timedelta(n // 3))))
        for n in range(12)
    ]
    told = speech_acts(many, registry=registry)
    seen = scene(told, [], since=DAY, until=DAY + timedelta(9), registry=registry, lang="en", per_day=8.0)
    spots = [(mark.x, mark.row) for mark in seen.marks]
    assert all(a[1] != b[1] or abs(a[0] - b[0]) >= 16 for i, a in enumerate(spots) for b in spots[:i])


def test_the_coverage_strip_counts_outlets_not_reports(reports: list[Report]) -> None:
    twice = [*reports, report(8, "sana.sy", DAY)]
    assert listening(twice) == {DAY: 4, DAY + timedelta(2): 1, DAY + timedelta(3): 2}


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_specification_names_the_crossing_in_its_language_and_holds_the_band(
    lang: str, beliefs: list[Belief], acts: list[SpeechAct], registry: Registry
) -> None:
    spec = chart(beliefs, acts, crossing=HERE, registry=registry, lang=lang).to_dict()
    assert {"en": "Saraqib", "ar": "سراقب"}[lang] in spec["title"]["text"]
    band, rows = spec["vconcat"][0]["layer"][0], spec["datasets"]["beliefs"]
    assert band["data"] == {"name": "beliefs"}
    assert len(rows) == 9 * 3 * 2
    assert band["encoding"]["x"]["scale"]["reverse"] is (lang == "ar")
    for low, high, p in ((row["low"], row["high"], row["p"]) for row in rows):
        assert high - low == pytest.approx(p, abs=2e-4)


def test_days_can_be_chosen(beliefs: list[Belief], acts: list[SpeechAct], registry: Registry) -> None:
    spec = chart(beliefs, acts, crossing=HERE, registry=registry, since=DAY, until=DAY + timedelta(1)).to_dict()
    assert {row["day"][:10] for row in spec["datasets"]["beliefs"]} == {"2021-03-25", "2021-03-26"}


def test_days_without_enough_information_are_veiled(acts: list[SpeechAct], registry: Registry) -> None:
    sure = [Belief(HERE, DAY + timedelta(n), 0.98, 0.01, 0.01) for n in (-400, 0, 10, 400)]
    vague = Belief(HERE, DAY + timedelta(2), 0.34, 0.33, 0.33)
    assert unsure_days([*sure, vague], acts, filtered=False) == {sure[0].day, vague.day, sure[3].day}
    just_before = [Belief(HERE, DAY - timedelta(1), 0.98, 0.01, 0.01)]
    assert unsure_days(just_before, acts, filtered=False) == set()
    assert unsure_days(just_before, acts, filtered=True) == {just_before[0].day}
    spec = chart([*sure, vague], acts, crossing=HERE, registry=registry).to_dict()
    veils = spec["datasets"]["unsure"]
    assert [row["day"][:10] for row in veils] == [
        sure[0].day.isoformat(),
        vague.day.isoformat(),
        sure[3].day.isoformat(),
    ]


def test_a_crossing_nobody_spoke_of_is_refused(beliefs: list[Belief], registry: Registry) -> None:
    with pytest.raises(InputError, match="nothing is believed"):
        chart(beliefs, [], crossing="sy/morek", registry=registry)


def test_a_crossing_without_acts_has_a_band_and_no_lanes(beliefs: list[Belief], registry: Registry) -> None:
    assert len(chart(beliefs, [], crossing=HERE, registry=registry).to_dict()["vconcat"]) == 3


def test_another_language_is_refused(beliefs: list[Belief], registry: Registry) -> None:
    with pytest.raises(InputError, match="expected one of en, ar"):
        chart(beliefs, [], crossing=HERE, registry=registry, lang="fr")


def test_both_languages_have_the_same_words() -> None:
    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shape(inner) for key, inner in value.items()}
        return len(value) if isinstance(value, list) else "words"

    assert shape(words("en")) == shape(words("ar"))


def test_the_svg_writes_arabic_from_the_right_and_names_our_font(
    beliefs: list[Belief], acts: list[SpeechAct], registry: Registry, tmp_path: Path
) -> None:
    place = tmp_path / "chart.svg"
    save(chart(beliefs, acts, crossing=HERE, registry=registry, lang="ar"), place, lang="ar")
    root = ElementTree.parse(place).getroot()
    title = next(t for t in root.iter("{http://www.w3.org/2000/svg}text") if t.text and "معبر سراقب" in t.text)
    assert title.get("text-anchor") == "end"
    assert "Noto Sans Arabic" in (title.get("font-family") or "")


def test_the_png_is_a_picture_of_some_size(
    beliefs: list[Belief], acts: list[SpeechAct], registry: Registry, tmp_path: Path
) -> None:
    place = tmp_path / "chart.png"
    save(chart(beliefs, acts, crossing=HERE, registry=registry, lang="ar"), place, lang="ar")
    content = place.read_bytes()
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    assert width > 1000
    assert height > 600


def test_the_page_needs_no_network(
    beliefs: list[Belief], acts: list[SpeechAct], registry: Registry, tmp_path: Path
) -> None:
    place = tmp_path / "chart.html"
    save(chart(beliefs, acts, crossing=HERE, registry=registry, lang="ar"), place, lang="ar")
    page = place.read_text("utf-8")
    assert 'lang="ar"' in page
    loads: list[tuple[str, str | None]] = []

    class Loads(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            loads.extend((name, value) for name, value in attrs if name in ("src", "href", "data"))

    Loads().feed(page)
    assert loads == []


def test_words_of_a_report_cannot_break_out_of_the_page(
    beliefs: list[Belief], registry: Registry, tmp_path: Path
) -> None:
    evil = replace(claim("</script><script>alert(1)</script>", "unnamed", "open", When(DAY)), quote="</script><b>")
    told = speech_acts([report(1, "sana.sy", DAY, evil)], registry=registry)
    place = tmp_path / "chart.html"
    save(chart(beliefs, told, crossing=HERE, registry=registry), place)
    page = place.read_text("utf-8")
    assert page.count("</script>") == 3
    assert "<b>" not in page[page.index('id="data"') :]
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert json.loads(data)["datasets"]["claims"][0]["quote"] == "</script><b>"


def test_another_kind_of_file_or_a_place_that_is_not_there_is_one_clear_error(
    beliefs: list[Belief], acts: list[SpeechAct], registry: Registry, tmp_path: Path
) -> None:
    spec = chart(beliefs, acts, crossing=HERE, registry=registry)
    with pytest.raises(InputError, match=r"expected \.svg, \.png or \.html"):
        save(spec, tmp_path / "chart.gif")
    with pytest.raises(InputError, match="can't be written"):
        save(spec, tmp_path / "nowhere" / "chart.svg")
