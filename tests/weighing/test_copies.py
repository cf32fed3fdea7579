"""How much of corroboration is repetition."""

from __future__ import annotations

from datetime import date, timedelta

from maabar.model import Claim, Report, SpeakerKind, When
from maabar.weighing.copies import copies

DAY = date(2021, 3, 25)
TEXT = " ".join(f"كلمة{n}" for n in range(40))


def report(n: int, speaker: str, kind: SpeakerKind, *, text: str = "", title: str = "خبر") -> Report:
    outlet = f"o{n}.example"
    claim = Claim("q", "x/1", "status", "open", "actual", "affirmed", speaker or outlet, kind, when=When(DAY))
    return Report(f"r{n}", outlet, DAY + timedelta(n), text, title, claims=(claim,))


def test_three_outlets_on_one_officials_word_are_repetition() -> None:
    found = copies([report(n, "ru", "official") for n in range(3)])
    assert found.clusters == ()
    shares = {share.outlet: share for share in found.shares}
    assert (shares["o0.example"].corroborating, shares["o1.example"].corroborating) == (0, 1)
    assert (found.whole.claims, found.whole.corroborating, found.whole.credited) == (3, 2, 2)
    assert found.whole.repetition == 1.0


def test_outlets_that_each_saw_for_themselves_are_no_repetition() -> None:
    found = copies([report(n, "", "self") for n in range(3)])
    assert found.whole.corroborating == 2
    assert found.whole.repetition == 0.0


def test_a_copied_text_is_a_cluster_and_counts_as_copied() -> None:
    found = copies([report(0, "", "self", text=TEXT), report(1, "", "self", text=TEXT + " وكالات")])
    (cluster,) = found.clusters
    assert (cluster.report, [copy.report for copy in cluster.copies]) == ("r0", ["r1"])
    assert 0.9 < cluster.copies[0].likeness < 1.0
    assert (found.whole.copied, found.whole.credited, found.whole.repetition) == (1, 0, 1.0)


def test_the_largest_cluster_comes_first() -> None:
    other = TEXT.replace("كلمة", "لفظة")
    reports = [report(0, "", "self", text=other), report(1, "", "self", text=other)]
    reports += [report(n, "", "self", text=TEXT) for n in (2, 3, 4)]
    assert [len(cluster.copies) for cluster in copies(reports).clusters] == [2, 1]


def test_nothing_published_is_nothing_copied() -> None:
    found = copies([])
    assert (found.clusters, found.shares, found.whole.repetition) == ((), (), 0.0)
