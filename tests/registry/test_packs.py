"""A pack that breaks its schema is told in one line: the file, the line, what was found and what was expected."""

from collections.abc import Callable
from pathlib import Path

import pytest

from maabar.errors import PackError
from maabar.registry import Registry

Pack = Callable[..., Path]
Load = Callable[..., Registry]


@pytest.mark.parametrize(
    ("kind", "content", "line", "words"),
    [
        ("actors", "- {id: a, en: A, names: [ألف]}\n- {id: b, en: 7, names: [باء]}\n", 2, ["en is 7", "string"]),
        ("actors", "- {id: a, en: A, names: [ألف], colour: red}\n", 1, ["no other fields than", "part_of"]),
        ("actors", "- id: a\n  en: A\n  names: [ألف]\n  until: soon\n", 4, ["until", "soon"]),
        ("actors", "- {id: a, en: A, names: [ألف]}\n\n- {id: a, en: B, names: [باء]}\n", 3, ["second time"]),
        ("actors", "- {id: new-one, names: [جديد]}\n", 1, ["'new-one' lacks en"]),
        ("actors", "- {id: a, en: A, names: [ألف]\n- x\n", 2, ["is not YAML"]),
        ("actors", "- {id: a, en: A, names: [ألف], part_of: nobody}\n", 1, ["'nobody'", "no known actor"]),
        (
            "actors",
            "- {id: a, en: A, names: [ألف], part_of: b}\n- {id: b, en: B, names: [ب], part_of: a}\n",
            1,
            ["itself"],
        ),
        ("actors", "- {id: a, en: A, names: [ألف], successor: nobody}\n", 1, ["successor", "'nobody'"]),
        (
            "crossings",
            "- {id: xx/a, kind: tunnel, en: A, names: [أ], joins: [{place: p, side: sdf}]}\n",
            1,
            ["kind", "river"],
        ),
        (
            "crossings",
            "- {id: A, kind: river, en: A, names: [أ], joins: [{place: p, side: sdf}]}\n",
            1,
            ["id", "matches"],
        ),
        (
            "crossings",
            "- {id: xx/a, kind: river, en: A, names: [أ], at: [120, 3], joins: [{place: p, side: sdf}]}\n",
            1,
            ["120", "not over 90"],
        ),
        (
            "crossings",
            "- {id: xx/a, kind: river, en: A, names: [أ], joins: [{place: p, side: us-all}]}\n",
            1,
            ["us-all"],
        ),
        ("outlets", "- {id: a.org, ar: أ, en: A, kind: site, side: nobody}\n", 1, ["side is 'nobody'", "independent"]),
        ("outlets", "- {id: a.org, ar: أ, en: A, kind: site, aliases: [رويترز]}\n", 1, ["رويترز", "one outlet"]),
        ("places", "- {id: x/a, en: A, names: [], country: sy, kind: town}\n", 1, ["names is []", "at least 1"]),
        ("places", "id: x/a\n", 1, ["array"]),
    ],
)
def test_an_error_names_file_line_and_what_was_expected(
    pack: Pack, load: Load, kind: str, content: str, line: int, words: list[str]
) -> None:
    folder = pack(**{kind: content})
    with pytest.raises(PackError) as caught:
        load(folder)
    assert caught.value.place == f"{folder / kind}.yaml:{line}"
    assert len(str(caught.value).splitlines()) == 1
    for word in words:
        assert word in str(caught.value)


def test_a_pack_that_is_not_utf8_is_refused(pack: Pack, load: Load) -> None:
    folder = pack()
    (folder / "actors.yaml").write_bytes("- {id: a, en: A, names: [ألف]}".encode("cp1256"))
    with pytest.raises(PackError, match="UTF-8"):
        load(folder)


def test_a_pack_may_not_run_code(pack: Pack, load: Load) -> None:
    with pytest.raises(PackError, match="not YAML"):
        load(pack(actors="- !!python/object/apply:os.getcwd []\n"))


def test_an_empty_folder_is_no_pack(pack: Pack, load: Load) -> None:
    with pytest.raises(PackError, match=r"holds no pack, expected at least one of actors\.yaml"):
        load(pack())


def test_an_unknown_pack_name_lists_those_that_ship(load: Load) -> None:
    with pytest.raises(PackError, match=r"no such pack.*syria-more"):
        load("atlantis")


def test_a_pack_that_needs_another_says_so(pack: Pack, load: Load) -> None:
    folder = pack(pack="name: mine\nneeds: [atlantis]\n", actors="- {id: a, en: A, names: [ألف]}\n")
    with pytest.raises(PackError, match="needs atlantis"):
        load(folder)


def test_a_wrong_manifest_names_its_line(pack: Pack, load: Load) -> None:
    folder = pack(pack="name: mine\nsides:\n  north: []\n", actors="- {id: a, en: A, names: [ألف]}\n")
    with pytest.raises(PackError) as caught:
        load(folder)
    assert caught.value.place == f"{folder / 'pack.yaml'}:3"
