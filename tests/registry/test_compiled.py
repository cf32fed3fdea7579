"""Packs overlay in order, and the compiled registry is kept where it can be, never believed blindly."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from maabar.registry import Registry
from maabar.registry.compiled import gather, load_compiled

Pack = Callable[..., Path]
Load = Callable[..., Registry]
ACTOR = "- {id: guards, en: Bridge guards, names: [حرس الجسر]}\n"


def test_the_same_id_overlays_field_by_field(pack: Pack, load: Load) -> None:
    before = load().actors["sdf"]
    after = load(pack(actors="- {id: sdf, en: Renamed}\n")).actors["sdf"]
    assert after.en == "Renamed"
    assert after.names == before.names


def test_add_appends_to_a_list_and_keeps_what_is_there(pack: Pack, load: Load) -> None:
    names = load(pack(crossings="- {id: sy/morek, add: {names: [مورق, مورك]}}\n")).crossings["sy/morek"].names
    assert names[0] == "مورك"
    assert names[-1] == "مورق"
    assert names.count("مورك") == 1


def test_new_ids_are_added_and_later_packs_win(pack: Pack, load: Load) -> None:
    one, two = pack("one", actors=ACTOR), pack("two", actors="- {id: guards, en: Gate guards}\n")
    assert load(one, two).actors["guards"].en == "Gate guards"
    assert load(one, two).actors["guards"].names == ("حرس الجسر",)


def test_a_pack_names_sides_in_words_of_its_own_with_dates(pack: Pack, load: Load) -> None:
    folder = pack(
        pack="name: mine\nneeds: [common]\nsides:\n"
        "  north:\n    - {side: iq, until: 2020-06-30}\n    - {side: jo, since: 2020-07-01}\n",
        crossings="- {id: xx/gate, kind: border, en: Gate, names: [البوابة], joins: ["
        "{place: Hill, side: north}, {place: Vale, side: tr, since: 2021-01-01}]}\n",
    )
    registry = load(folder)
    assert registry.holders("xx/gate", date(2020, 6, 30)) == ("iq",)
    assert registry.holders("xx/gate", date(2020, 7, 1)) == ("jo",)
    assert registry.holders("xx/gate", date(2021, 1, 1)) == ("jo", "tr")


def test_words_for_sides_of_another_pack_are_not_known_here(pack: Pack, load: Load) -> None:
    folder = pack(crossings="- {id: xx/g, kind: border, en: G, names: [ب], joins: [{place: p, side: government}]}\n")
    with pytest.raises(Exception, match="side is 'government'"):
        load(folder)


def test_the_cache_is_read_back_and_answers_alike(tmp_path: Path) -> None:
    fresh, version = load_compiled((), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == [f"registry-{version}.json"]
    assert load_compiled((), tmp_path) == (fresh, version)


@pytest.mark.parametrize("spoil", [bytes.upper, lambda raw: raw[:-1], lambda raw: b"", lambda raw: raw + b"x"])
def test_a_spoilt_cache_file_is_passed_over_and_replaced(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    fresh, version = load_compiled((), tmp_path)
    kept = tmp_path / f"registry-{version}.json"
    whole = kept.read_bytes()
    kept.write_bytes(spoil(whole))
    assert load_compiled((), tmp_path) == (fresh, version)
    assert kept.read_bytes() == whole


def test_a_cache_folder_that_cannot_be_made_is_no_reason_to_fail(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert load_compiled((), blocked / "cache")[0]["crossings"]


def test_the_digest_changes_with_the_data_and_only_with_it(pack: Pack, load: Load) -> None:
    folder = pack(actors=ACTOR)
    first = load(folder).digest
    os.utime(folder / "actors.yaml")
    assert load(folder).digest == first
    assert load().digest != first
    pack(actors=ACTOR.replace("Bridge", "Gate"))
    assert load(folder).digest != first


def test_optional_packs_are_loaded_only_by_name(load: Load) -> None:
    assert "sy/bustan-al-qasr" not in load().crossings
    assert "sy/bustan-al-qasr" in load("syria-more").crossings
    assert "syria-more" in {pack.folder.name for pack in gather(())}
