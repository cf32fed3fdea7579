"""Speech acts: one utterance, however many reports relay it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maabar.model import Claim, Flow, Report, SpeakerKind, SpeechAct, When
from maabar.registry import Registry
from maabar.weighing.acts import outlet_of, speech_acts

DAY = date(2021, 3, 25)
LONG = (
    "قالت لجنة من أهالي البلدة إن الطريق المؤدي إلى المعبر بات سالكاً بعد أسبوع من أعمال الصيانة، وإن عشرات السيارات "
    "تنتظر منذ ساعات الصباح الأولى قرب الحاجز، فيما لم تصدر أي جهة توضيحاً حتى الآن"
)


def claim(
    speaker: str = "a.example",
    kind: SpeakerKind = "self",
    *,
    crossing: str = "x/1",
    value: str = "open",
    when: When | None = None,
    via: tuple[str, ...] = (),
    polarity: str = "affirmed",
) -> Claim:
    return Claim("فتح المعبر", crossing, "status", value, "actual", polarity, speaker, kind, via, when=when)  # type: ignore[arg-type]


def report(id_: str, outlet: str, *claims: Claim, day: date = DAY, text: str = "", hour: int | None = None) -> Report:
    moment = None if hour is None else datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Report(id_, outlet, day, text, claims=claims, published_at=moment)


def only(acts: list[SpeechAct]) -> SpeechAct:
    assert len(acts) == 1
    return acts[0]


def test_five_outlets_that_relay_one_official_make_one_act() -> None:
    today = When(DAY)
    reports = [report(f"r{n}", f"o{n}.example", claim("ru-mod", "official", when=today)) for n in range(5)]
    act = only(speech_acts(reports))
    assert act.voice == "ru-mod"
    assert [relay.report for relay in act.relays] == ["r0", "r1", "r2", "r3", "r4"]


def test_a_relay_through_a_chain_of_outlets_is_the_same_act() -> None:
    direct = report("r1", "o1.example", claim("tr-mod", "official", when=When(DAY)))
    chained = report("r2", "o2.example", claim("tr-mod", "official", when=When(DAY), via=("o1.example",)))
    assert len(only(speech_acts([direct, chained])).relays) == 2


def test_local_sources_of_two_outlets_are_two_voices() -> None:
    reports = [report(f"r{n}", f"o{n}.example", claim("مصادر محلية", "unnamed", when=When(DAY))) for n in (1, 2)]
    assert {act.voice for act in speech_acts(reports)} == {"o1.example|مصادر محلية", "o2.example|مصادر محلية"}


def test_local_sources_heard_through_another_outlet_are_that_outlets() -> None:
    first = report("r1", "o1.example", claim("مصادر محلية", "unnamed", when=When(DAY)))
    relay = report("r2", "o2.example", claim("مصادر محلّية", "unnamed", when=When(DAY), via=("o1.example",)))
    act = only(speech_acts([first, relay]))
    assert act.voice == "o1.example|مصادر محلية"
    assert outlet_of(act.voice) == "o1.example"


def test_an_official_body_that_no_registry_lists_is_a_voice_by_its_name() -> None:
    names = ("إدارة «معبر السدرة»", "إدارة مَعبر السدرة")
    reports = [
        report(f"r{n}", f"o{n}.example", claim(name, "official", when=When(DAY))) for n, name in enumerate(names)
    ]
    assert only(speech_acts(reports)).voice == "إدارة معبر السدرة"


def test_an_outlet_speaks_with_one_voice_in_its_own_words_and_when_others_quote_it() -> None:
    own = report("r1", "o1.example", claim("o1.example", "self", when=When(DAY)))
    quoted = report("r2", "o2.example", claim("o1.example", "media", when=When(DAY)))
    assert only(speech_acts([own, quoted])).voice == "o1.example"


def test_an_alias_of_an_outlet_is_that_outlet(registry: Registry) -> None:
    by_name = report("r1", "enabbaladi.net", claim("وكالة سانا", "media", when=When(DAY)))
    assert only(speech_acts([by_name], registry=registry)).voice == registry.outlet("وكالة سانا").id != "وكالة سانا"


def test_outlets_of_one_owner_say_a_thing_once(registry: Registry) -> None:
    twins = replace(
        registry,
        outlets={
            name: replace(registry.outlet("reuters.com"), id=name, domains=(name,), aliases=(), family="one-owner")
            for name in ("twin1.example", "twin2.example")
        },
    )
    reports = [report(f"r{n}", f"twin{n}.example", claim(f"twin{n}.example", when=When(DAY))) for n in (1, 2)]
    act = only(speech_acts(reports, registry=twins))
    assert (act.voice, len(act.relays)) == ("twin1.example", 2)


@pytest.mark.parametrize(
    "other",
    [
        claim("ru-mod", "official", value="closed", when=When(DAY)),
        claim("ru-mod", "official", when=When(DAY + timedelta(1))),
        claim("ru-mod", "official", crossing="x/2", when=When(DAY)),
        claim("ru-mod", "official", polarity="denied", when=When(DAY)),
        claim("tr-mod", "official", when=When(DAY)),
    ],
)
def test_another_content_day_crossing_polarity_or_speaker_is_another_act(other: Claim) -> None:
    reports = [
        report("r1", "o1.example", claim("ru-mod", "official", when=When(DAY))),
        report("r2", "o2.example", other),
    ]
    assert len(speech_acts(reports)) == 2


def test_an_undated_claim_is_the_same_news_for_a_week_only() -> None:
    days = [DAY, DAY + timedelta(6), DAY + timedelta(20)]
    reports = [report(f"r{n}", "o.example", claim("ru", "official"), day=day) for n, day in enumerate(days)]
    assert [len(act.relays) for act in speech_acts(reports)] == [2, 1]


def test_a_dated_claim_told_again_years_later_is_the_same_act() -> None:
    reports = [
        report("r1", "o1.example", claim("ru", "official", when=When(DAY))),
        report("r2", "o2.example", claim("ru", "official", when=When(DAY)), day=DAY + timedelta(900)),
    ]
    assert only(speech_acts(reports)).known == DAY


def test_a_copied_text_brings_no_voice_even_without_credit() -> None:
    original = report("r1", "o1.example", claim("o1.example", when=When(DAY)), text=LONG, hour=8)
    copy = report("r2", "o2.example", claim("o2.example", when=When(DAY)), text=LONG + " والأهالي ينتظرون", hour=9)
    act = only(speech_acts([copy, original]))
    assert act.voice == "o1.example"
    assert [(relay.report, relay.copy_of) for relay in act.relays] == [("r1", None), ("r2", "r1")]
    assert len(speech_acts([copy, original], copies=False)) == 2


def test_today_in_a_copy_of_the_next_day_is_the_originals_today() -> None:
    original = report("r1", "o1.example", claim("o1.example", when=When(DAY)), text=LONG)
    later = DAY + timedelta(1)
    copy = report("r2", "o2.example", claim("o2.example", when=When(later)), text=LONG, day=later)
    assert only(speech_acts([original, copy])).when == When(DAY)


def test_what_people_decided_about_copies_stands() -> None:
    original = report("r1", "o1.example", claim("o1.example", when=When(DAY)), text=LONG, hour=8)
    alike = report("r2", "o2.example", claim("o2.example", when=When(DAY)), text=LONG, hour=9)
    assert len(speech_acts([original, alike], decided={"r2": None})) == 2
    reworded = report("r3", "o3.example", claim("o3.example", when=When(DAY)), text="بكلمات أخرى", hour=7)
    act = only(speech_acts([original, reworded], decided={"r3": "r1"}))
    assert [(relay.report, relay.copy_of) for relay in act.relays] == [("r1", None), ("r3", "r1")]


def test_a_decision_on_a_report_that_is_not_here_changes_nothing() -> None:
    one = report("r1", "o1.example", claim("o1.example", when=When(DAY)), text=LONG)
    assert speech_acts([one], decided={"r1": "gone", "other": None}) == speech_acts([one])


def test_what_a_copier_adds_is_its_own() -> None:
    original = report("r1", "o1.example", claim("o1.example", when=When(DAY)), text=LONG)
    added = claim("o2.example", value="closed", crossing="x/9", when=When(DAY))
    copy = report("r2", "o2.example", claim("o2.example", when=When(DAY)), added, text=LONG)
    assert [act.voice for act in speech_acts([original, copy])] == ["o1.example", "o2.example"]


def test_an_official_quoted_in_a_copy_stays_an_official() -> None:
    original = report("r1", "o1.example", claim("o1.example", when=When(DAY)), text=LONG)
    copy = report("r2", "o2.example", claim("tr-mod", "official", when=When(DAY)), text=LONG)
    assert [act.voice for act in speech_acts([original, copy])] == ["o1.example", "tr-mod"]


def test_one_report_relays_an_act_once_however_often_it_says_it() -> None:
    twice = report("r1", "o1.example", claim("ru", "official", when=When(DAY)), claim("ru", "official", when=When(DAY)))
    assert len(only(speech_acts([twice])).relays) == 1


def test_the_order_of_parties_and_traffic_does_not_matter() -> None:
    one = replace(claim("ru", "official", when=When(DAY)), traffic=("people", "aid"))
    other = replace(one, traffic=("aid", "people"))
    assert len(speech_acts([report("r1", "o1.example", one), report("r2", "o2.example", other)])) == 1


def test_flows_of_different_figures_are_different_acts() -> None:
    flows = [replace(claim("ru", "official", when=When(DAY)), kind="flow", value=Flow("people", n)) for n in (0, 40)]
    assert len({act.id for act in speech_acts([report("r1", "o.example", *flows)])}) == 2


def test_nothing_makes_no_act() -> None:
    assert speech_acts([]) == []
    assert speech_acts([report("r", "o.example", text=LONG)]) == []


OUTLETS = [f"o{n}.example" for n in range(4)]
days = st.integers(0, 12).map(lambda n: DAY + timedelta(n))
whens = st.one_of(st.none(), days.map(When), days.map(lambda d: When(d, d + timedelta(9))))


@st.composite
def claims(draw: st.DrawFn, outlet: str) -> Claim:
    kind: SpeakerKind = draw(st.sampled_from(["self", "official", "unnamed", "media"]))
    speaker = {
        "self": outlet,
        "official": draw(st.sampled_from(["ru", "tr"])),
        "unnamed": "مصادر محلية",
        "media": draw(st.sampled_from(OUTLETS)),
    }[kind]
    via = (draw(st.sampled_from(OUTLETS)),) if kind == "unnamed" and draw(st.booleans()) else ()
    value = draw(st.sampled_from(["open", "closed"]))
    crossing = draw(st.sampled_from(["x/1", "x/2"]))
    return claim(speaker, kind, crossing=crossing, value=value, when=draw(whens), via=via)


@st.composite
def worlds(draw: st.DrawFn) -> list[Report]:
    """Reports of different texts, some of them too short to compare, some without a moment."""
    out = []
    for n in range(draw(st.integers(1, 9))):
        outlet = draw(st.sampled_from(OUTLETS))
        words = [f"كلمة{n}حرف{m}" for m in range(draw(st.sampled_from([3, 30])))]
        hour = draw(st.one_of(st.none(), st.integers(0, 12)))
        said = draw(st.lists(claims(outlet), max_size=3))
        out.append(report(f"r{n}", outlet, *said, day=draw(days), text=" ".join(words), hour=hour))
    return out


@given(worlds(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_the_input_does_not_matter(reports: list[Report], chance: object) -> None:
    shuffled = list(reports)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert speech_acts(shuffled) == speech_acts(reports)


@given(worlds(), st.data())
@settings(max_examples=150, deadline=None)
def test_adding_a_copy_changes_no_act(reports: list[Report], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from([r for r in reports if len(r.text.split()) > 20] or [None]))
    if original is None:
        return
    copier = data.draw(st.sampled_from([o for o in OUTLETS if o != original.outlet]))
    late = original.published + timedelta(data.draw(st.integers(1, 5)))
    told = [replace(c, speaker=copier) if c.speaker_kind == "self" else c for c in original.claims]
    copy = report("z", copier, *told, day=late, text=original.text.replace("كلمة", "كلمة", 1) + " وكالات")
    before, after = speech_acts(reports), speech_acts([*reports, copy])
    assert [act.id for act in after] == [act.id for act in before]
    assert {r.copy_of for act in after for r in act.relays if r.report == "z"} <= {original.id}


@given(worlds())
@settings(max_examples=150, deadline=None)
def test_what_was_known_on_a_day_does_not_depend_on_what_came_later(reports: list[Report]) -> None:
    whole = speech_acts(reports)
    for day in {r.published for r in reports}:
        then = speech_acts([r for r in reports if r.published <= day])
        assert [act.id for act in then] == [act.id for act in whole if act.known <= day]
        for early, late in zip(then, (act for act in whole if act.known <= day), strict=True):
            assert early.relays == tuple(r for r in late.relays if r.published <= day)


@given(worlds())
@settings(max_examples=150, deadline=None)
def test_every_claim_is_in_one_act_and_ids_are_unique(reports: list[Report]) -> None:
    acts = speech_acts(reports)
    assert len({act.id for act in acts}) == len(acts)
    carried = [(relay.report, relay.claim) for act in acts for relay in act.relays]
    assert len(set(carried)) == len(carried)
    by_report = {r.id: r for r in reports}
    for act in acts:
        assert act.known == min(r.published for r in act.relays)
        assert [r.published for r in act.relays] == sorted(r.published for r in act.relays)
        for relay in act.relays:
            said = by_report[relay.report].claims[relay.claim]
            assert (said.crossing, said.value) == (act.crossing, act.value)
    assert {r for r, _ in carried} == {r.id for r in reports if r.claims}
