"""Near-duplicate texts: who copied whom."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from datasketch import MinHash

from maabar.model import Report
from maabar.weighing.duplicates import SIMILAR, Shingler, jaccard, likeness, originals

DAY = date(2022, 6, 1)


def text(start: int, n: int = 60) -> str:
    return " ".join(f"كلمة{start + i}" for i in range(n))


def report(n: int, body: str, day: int = 0, outlet: str | None = None) -> Report:
    return Report(f"r{n}", outlet or f"o{n}.example", DAY + timedelta(day), body)


def test_a_text_with_a_few_words_changed_is_a_copy() -> None:
    changed = text(0).replace("كلمة20", "أيضاً").replace("كلمة40", "تقريباً")
    assert originals([report(0, text(0)), report(1, changed)]) == [None, 0]


def test_a_text_with_a_sentence_less_is_a_copy() -> None:
    assert originals([report(0, text(0, 60)), report(1, text(0, 48))]) == [None, 0]


def test_texts_on_the_same_matter_in_other_words_are_not_copies() -> None:
    shared = text(0, 20)
    assert originals([report(0, shared + " " + text(100, 40)), report(1, shared + " " + text(200, 40))]) == [None, None]


def test_spelling_marks_and_punctuation_make_no_difference() -> None:
    plain = "فتحت إدارة المعبر أبوابها أمام الشاحنات صباح اليوم بعد توقف دام أسبوعين بسبب الصيانة والأمطار"
    dressed = "«فَتَحَت» إدارة المعبـــر أبوابها، أمام الشاحنات صباح اليوم؛ بعد توقف دام اسبوعين بسبب الصيانه والأمطار."
    assert originals([report(0, plain), report(1, dressed)]) == [None, 0]


def test_a_copy_of_a_copy_is_a_copy_of_the_original() -> None:
    chain = [text(0), text(0) + " وكالات", text(0) + " وكالات متابعات"]
    assert originals([report(n, body) for n, body in enumerate(chain)]) == [None, 0, 0]


def test_short_texts_are_copies_only_if_equal_and_tiny_ones_never() -> None:
    tiny, short = "فتح المعبر أمام المدنيين اليوم", "فتح المعبر أمام المدنيين اليوم بعد إغلاق دام ثلاثة أيام"
    assert originals([report(0, tiny), report(1, tiny)]) == [None, None]
    assert originals([report(0, short), report(1, short), report(2, short + " كاملة")]) == [None, 0, None]


def test_an_outlets_daily_bulletin_is_no_copy_but_its_repost_is() -> None:
    daily = [report(n, text(0), day=n * 2, outlet="o.example") for n in range(3)]
    assert originals(daily) == [None, None, None]
    assert originals([report(n, text(0), outlet="o.example") for n in range(2)]) == [None, 0]


def test_a_text_used_again_weeks_later_is_no_copy() -> None:
    assert originals([report(0, text(0)), report(1, text(0), day=30)]) == [None, None]


def test_the_most_alike_of_several_originals_is_the_one_copied() -> None:
    one, other = text(0, 60), f"{text(0, 36)} {text(500, 24)}"
    both = report(2, f"{text(0, 48)} {text(500, 12)}")
    assert likeness(report(0, one), both) > likeness(report(1, other), both) > SIMILAR
    assert originals([report(0, one), report(1, other), both]) == [None, None, 0]


def test_reports_that_say_nothing_alike_are_not_compared_where_it_is_known_what_they_say() -> None:
    reports = [report(n, text(0)) for n in range(3)]
    said = [frozenset({"open"}), frozenset({"closed"}), frozenset({"open", "flow"})]
    assert originals(reports) == [None, 0, 0]
    assert originals(reports, said=said) == [None, None, 0]


def test_empty_texts_are_never_compared() -> None:
    assert originals([report(0, ""), report(1, "")]) == [None, None]
    assert originals([]) == []


@pytest.mark.parametrize("kept", [60, 50, 40, 30, 15, 0])
def test_likeness_is_the_jaccard_similarity_of_shingle_sets(kept: int) -> None:
    one, other = text(0, 60), f"{text(0, kept)} {text(900, 60 - kept)}".strip()
    sets = [{tuple(t[i : i + 3]) for i in range(len(t) - 2)} for t in (one.split(), other.split())]
    exact = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
    assert likeness(report(0, one), report(1, other)) == pytest.approx(exact)


def test_candidates_of_datasketch_and_ours_agree_on_what_is_alike() -> None:
    rng = np.random.default_rng(7)
    shingler = Shingler()
    for _ in range(20):
        kept = int(rng.integers(0, 60))
        a = shingler.shingles(shingler.words(text(0, 60)))
        b = shingler.shingles(shingler.words(f"{text(0, kept)} {text(2000, 60 - kept)}"))
        sketches = []
        for shingles in (a, b):
            sketch = MinHash(num_perm=256)
            sketch.update_batch([int(h).to_bytes(8, "little") for h in shingles])
            sketches.append(sketch)
        assert jaccard(a, b) == pytest.approx(sketches[0].jaccard(sketches[1]), abs=0.15)


def test_nearly_every_copy_above_the_threshold_is_found() -> None:
    rng = np.random.default_rng(3)
    reports, expected = [], []
    for n in range(150):
        body = text(n * 1000, 80).split(" ")
        reports.append(report(2 * n, " ".join(body)))
        for at in rng.choice(80, size=int(rng.integers(0, 8)), replace=False):
            body[at] = "غيرها"
        reports.append(report(2 * n + 1, " ".join(body)))
        expected.append(likeness(reports[-2], reports[-1]) >= SIMILAR)
    found = [of is not None for of in originals(reports)[1::2]]
    assert sum(e and not f for e, f in zip(expected, found, strict=True)) <= 2
    assert not any(f and not e for e, f in zip(expected, found, strict=True))
