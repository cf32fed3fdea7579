"""Which parties a text means: by country, by day, by the party named before; and loaded words by who uses them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import resources
from typing import Any

import pytest
import yaml

from maabar.model import Agreement, By, Incident, Report
from maabar.reading import Reader
from maabar.reading.document import read_document
from maabar.reading.which.names import index_of
from maabar.reading.who.parties import Parties, parties_of
from maabar.reading.who.speakers import SpeakerFinder
from maabar.registry import Registry
from maabar.text.lexicon import load_lexicon

BEFORE, AFTER = date(2021, 3, 27), date(2025, 3, 27)
IN_SYRIA = "معبر مورك. "
AR = resources.files("maabar.text") / "languages" / "ar"

Actors = Callable[..., list[str]]


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((AR / "parties.yaml").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def actors(registry: Registry, data: dict[str, Any]) -> Actors:
    """The parties that a text means, in order, after loaded words are settled."""
    lexicon = load_lexicon("ar", "words", "speech", "crossings")
    index = index_of(registry, data["offices"])
    parties = parties_of(data, index)
    speakers = SpeakerFinder(registry, parties)

    def read(text: str, outlet: str = "example.org", day: date = BEFORE) -> list[str]:
        doc = read_document(Report("x", outlet, day, text), lexicon, index)
        parties.settle(doc)
        speakers.find(doc, registry.outlet(outlet).id)
        return [f.name.id for f in doc.names if f.name.what == "actor"]

    return read


@pytest.fixture(scope="module")
def parties(registry: Registry, data: dict[str, Any]) -> Parties:
    return parties_of(data, index_of(registry, data["offices"]))


# ---- nations, governments, generic words ---------------------------------------------------------------------


@pytest.mark.parametrize(("word", "actor"), [("تركيه", "tr"), ("العراقيين", "iq"), ("والروسيه", "ru"), ("كتاب", None)])
def test_a_nations_adjective_means_its_government(parties: Parties, word: str, actor: str | None) -> None:
    assert parties.nation(word) == actor


def test_a_countrys_government_is_that_of_the_day(parties: Parties) -> None:
    assert parties.of_country("sy", BEFORE) == "gov-sy"
    assert parties.of_country("sy", AFTER) == "gov-sy-2024"
    assert parties.of_country("ye", BEFORE) == "ye-gov"
    assert parties.of_country("tr", BEFORE) == "tr"


def test_who_held_the_capital_is_who_is_meant(actors: Actors) -> None:
    assert actors(IN_SYRIA + "قالت الحكومة السورية إن الطريق مفتوح.", day=BEFORE) == ["gov-sy"]
    assert actors(IN_SYRIA + "قالت الحكومة السورية إن الطريق مفتوح.", day=AFTER) == ["gov-sy-2024"]


def test_a_generic_word_means_the_party_of_the_country_that_the_text_is_about(actors: Actors) -> None:
    assert actors("معبر مورك. وصل الجيش صباحاً.") == ["gov-sy"]
    assert actors("معبر أدري. وصل الجيش صباحاً.") == ["saf"]


def test_a_generic_word_beside_another_nation_is_not_meant(actors: Actors) -> None:
    assert "gov-sy" not in actors(IN_SYRIA + "وصل الجيش التشادي صباحاً.")


def test_the_head_of_a_name_stands_for_the_last_so_named(actors: Actors) -> None:
    assert actors(IN_SYRIA + "أعلنت هيئة تحرير الشام موقفها. ثم عدلت الهيئة عنه.") == ["hts", "hts"]


def test_an_office_belongs_to_the_nation_beside_it(actors: Actors) -> None:
    assert actors("معبر البوكمال. قالت هيئة المنافذ الحدودية السورية إن الطريق مفتوح.", day=AFTER) == ["gov-sy-2024"]


# ---- loaded words --------------------------------------------------------------------------------------------

GOVERNMENT, OPPOSITION, SDF, RUSSIA, INDEPENDENT = (
    "sana.sy",
    "orient-news.net",
    "npasyria.com",
    "arabic.rt.com",
    "example.org",
)


@pytest.mark.parametrize(
    ("word", "outlet", "actor"),
    [
        ("المناطق المحررة", OPPOSITION, "opposition"),
        ("المناطق المحررة", GOVERNMENT, "gov-sy"),
        ("المحرر", INDEPENDENT, "opposition"),
        ("الإرهابيين", GOVERNMENT, "opposition"),
        ("الإرهابيين", RUSSIA, "opposition"),
        ("الإرهابيين", "aa.com.tr", "sdf"),
        ("الإرهابيين", OPPOSITION, "isis"),
        ("العصابات المسلحة", GOVERNMENT, "opposition"),
        ("المسلحين", RUSSIA, "opposition"),
        ("الثوار", OPPOSITION, "opposition"),
        ("الميليشيات", GOVERNMENT, "sdf"),
        ("الميليشيات", OPPOSITION, "gov-sy"),
        ("الميليشيات", INDEPENDENT, None),
        ("المرتزقة", GOVERNMENT, "sna"),
        ("الاحتلال", GOVERNMENT, "tr"),
        ("الاحتلال", OPPOSITION, "ru"),
        ("الاحتلال", INDEPENDENT, "il"),
    ],
)
def test_a_loaded_word_means_what_it_means_to_the_outlet(
    actors: Actors, registry: Registry, word: str, outlet: str, actor: str | None
) -> None:
    assert outlet == INDEPENDENT or registry.outlet(outlet).side != "independent"
    assert actors(f"{IN_SYRIA}تحركت قوافل نحو {word} صباحاً.", outlet) == ([actor] if actor else [])


def test_the_same_word_changes_with_the_capital(actors: Actors) -> None:
    text = IN_SYRIA + "تحركت قوافل نحو المسلحين صباحاً."
    assert actors(text, GOVERNMENT, BEFORE) == ["opposition"]
    assert actors(text, GOVERNMENT, AFTER) == []
    assert actors(text, RUSSIA, AFTER) == []


def test_a_loaded_word_of_another_country_means_its_party(actors: Actors) -> None:
    assert actors("معبر رفح. تحركت قوات الاحتلال صباحاً.") == ["il"]
    assert actors("معبر أدري. تحركت المليشيا صباحاً.") == ["rsf"]


def test_a_full_name_before_tells_whom_the_bare_word_means(actors: Actors) -> None:
    text = IN_SYRIA + "وصلت قوات الاحتلال التركي صباحاً. وقال الأهالي إن الاحتلال لن يخرج."
    assert actors(text, OPPOSITION) == ["tr", "tr"]


def test_a_partys_name_may_be_the_last_word(actors: Actors) -> None:
    assert actors(IN_SYRIA + "تحركت قوات الاحتلال صباحاً، ومثلها تركيا", OPPOSITION)[-1] == "tr"


def test_inside_a_quotation_the_speakers_side_decides(actors: Actors) -> None:
    said = IN_SYRIA + 'قال المتحدث باسم الجيش السوري إن "وحداتنا لن تترك شبراً للإرهابيين في البلاد".'
    told = IN_SYRIA + "قال المتحدث باسم الجيش السوري إن وحداته باقية. وبقي بعض الإرهابيين في البلاد."
    assert actors(said, OPPOSITION)[-1] == "opposition"
    assert actors(told, OPPOSITION)[-1] == "isis"


def test_a_word_in_quotation_marks_is_no_quotation(actors: Actors) -> None:
    assert actors(IN_SYRIA + 'قال الجيش السوري إنه دخل "المحرر" صباحاً.', OPPOSITION)[-1] == "opposition"


def test_events_name_the_neutral_actor() -> None:
    reader = Reader()
    text = "معبر أبو الزندين تحت سيطرة المرتزقة."
    claims = reader.read(Report("x", "sana.sy", BEFORE, text)).claims
    assert [c.value for c in claims if isinstance(c.value, By)] == [By("sna")]


def test_every_loaded_word_means_known_actors(registry: Registry, data: dict[str, Any]) -> None:
    for entry in data["loaded"]:
        for side, actor in entry["means"].items():
            assert side == "others" or side in registry.actors
            assert actor is None or actor in registry.actors


def test_every_loaded_word_is_explained(root: Any, data: dict[str, Any]) -> None:
    page = (root / "docs" / "loaded-words.md").read_text("utf-8")
    assert [w for entry in data["loaded"] for w in entry["words"][:1] if f"«{w}»" not in page] == []


def test_values_of_claims_are_actors_of_the_registry(registry: Registry, corpus: Callable[[str], list[Report]]) -> None:
    reader = Reader()
    for report in corpus("dev-syria"):
        for claim in reader.read(report).claims:
            match claim.value:
                case By(actor) | Incident(_, _, _, str(actor)):
                    assert actor in registry.actors
                case Agreement(_, parties):
                    assert all(p in registry.actors for p in parties)
                case _:
                    pass
