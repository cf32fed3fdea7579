"""Why: claims by side, newest first, with all that they stand on; purposes side by side; reasons in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from maabar.model import Claim, Purpose, Report
from maabar.output.account import Told, by_side, side_of, why_lines
from maabar.output.claims import chain, report_table
from maabar.output.reasons import reason_lines, times
from maabar.output.terminal import plain
from maabar.registry import Registry
from maabar.weighing.acts import speech_acts
from maabar.weighing.states import fit

CLAIM = Claim(
    quote="قال متحدث إن المعبر مفتوح",
    crossing="sy/saraqib-tarnabah",
    kind="status",
    value="open",
    reality="actual",
    polarity="affirmed",
    speaker="ru-mod",
    speaker_kind="official",
    via=("reuters.com",),
)


def told(claim: Claim, outlet: str = "orient-news.net", day: int = 25) -> Told:
    return Told(claim, "r", outlet, date(2021, 3, day), "https://orient-news.net/x", None)


def test_a_claim_shows_quote_chain_outlet_day_and_link(registry: Registry) -> None:
    text = "\n".join(line for line, _ in why_lines([told(CLAIM)], registry))
    for part in ("Russian Ministry of Defence via Reuters", CLAIM.quote, "Orient News", "2021-03-25", "https://"):
        assert part in text


def test_sides_are_those_of_speakers_and_newest_come_first(registry: Registry) -> None:
    own = replace(CLAIM, speaker="orient-news.net", speaker_kind="self", via=())
    sides = by_side([told(own, day=20), told(CLAIM, day=22), told(own, day=24)], registry)
    assert list(sides) == [registry.root(registry.outlet("orient-news.net").side), "ru"]
    assert [t.published.day for t in next(iter(sides.values()))] == [24, 20]


def test_an_unnamed_source_stands_with_the_outlet_that_heard_it(registry: Registry) -> None:
    claim = replace(CLAIM, speaker="مصدر محلي", speaker_kind="unnamed", via=("sana.sy",))
    assert side_of(claim, "orient-news.net", registry) == registry.root(registry.outlet("sana.sy").side)


def test_two_purposes_stand_side_by_side(registry: Registry) -> None:
    relief = replace(CLAIM, purpose=Purpose("humanitarian", "لرفع الحصار"))
    trade = replace(CLAIM, speaker="orient-news.net", speaker_kind="self", purpose=Purpose("trade", "لإنعاش الاقتصاد"))
    text = "\n".join(line for line, _ in why_lines([told(relief), told(trade)], registry))
    after = text[text.index("Said to be for") :]
    assert "humanitarian: Russian Ministry of Defence" in after
    assert "trade: Orient News" in after


def test_loaded_names_in_quotes_are_told_neutrally(registry: Registry) -> None:
    claim = replace(CLAIM, quote="قالت ميليشيا قسد إن الاحتلال أغلق المعبر، ولميليشيا أسد رأي آخر")
    text = "\n".join(line for line, _ in why_lines([told(claim)], registry))
    assert "«ميليشيا قسد»: Syrian Democratic Forces" in text
    assert "«ميليشيا أسد»: Syrian government (until 8 Dec 2024)" in text
    assert "«الاحتلال»" not in text


def test_what_keeps_its_distance_is_shown(registry: Registry) -> None:
    text = "\n".join(line for line, _ in why_lines([told(replace(CLAIM, distanced="بحسب زعمه"))], registry))
    assert "«بحسب زعمه»" in text


def test_a_report_is_a_row_per_claim(registry: Registry) -> None:
    report = Report("r", "orient-news.net", date(2021, 3, 25), CLAIM.quote, "عنوان", claims=(CLAIM, CLAIM))
    lines = plain(report_table(report, registry))
    assert len(lines) == 2 + 2
    assert chain(CLAIM, registry) in lines[2]


def test_reasons_say_what_each_act_did_to_the_odds(corpus: Callable[[str], list[Report]], registry: Registry) -> None:
    reports = [r for r in corpus("dev-syria") if r.published.year == 2021]
    fitted = fit(speech_acts(reports, registry=registry), registry=registry)
    explained = fitted.explain("sy/saraqib-tarnabah", date(2021, 3, 30))
    lines = [line for line, _ in reason_lines(explained, registry)]
    assert f"open {explained.belief.open:.2f}" in lines[0]
    assert any("against open, odds ÷" in line for line in lines)
    assert any("One more independent voice" in line for line in lines)


def test_log_odds_read_as_factors() -> None:
    assert times(0.0) == "×1.0"
    assert times(0.6931471805599453) == "×2.0"
    assert times(-0.6931471805599453) == "÷2.0"
    assert times(10) == "×22,026"
