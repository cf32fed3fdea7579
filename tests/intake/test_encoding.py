"""Bytes become text in the encodings that reports come in; what is not text is refused in one line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maabar.errors import InputError
from maabar.intake.encoding import decode

ARABIC = "أُعيد فتح المعبر صباح اليوم أمام الشاحنات، وقال موظف إن الحركة بطيئة حتى الآن."
TURKISH = "Sınır kapısı bugün yeniden açıldı, ancak geçişler şimdilik yalnızca yayalar için serbest bırakıldı."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    assert decode(ARABIC.encode(encoding), "f")[0] == ARABIC


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_both_byte_orders_of_utf16_are_read(mark: bytes, encoding: str) -> None:
    assert decode(mark + ARABIC.encode(encoding), "f")[0] == ARABIC


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6"])
def test_old_arabic_encodings_are_detected(encoding: str) -> None:
    raw = ARABIC.encode(encoding)
    assert decode(raw, "f") == (ARABIC, encoding)


def test_old_turkish_pages_are_detected() -> None:
    assert decode(TURKISH.encode("cp1254"), "f")[0] == TURKISH


def test_a_text_cut_within_a_letter_is_read_and_said_to_be_damaged() -> None:
    text, encoding = decode((ARABIC * 20 + "ن").encode()[:-1], "f")
    assert text.endswith("\ufffd")
    assert encoding == "utf-8 (damaged)"


def test_a_page_may_declare_its_encoding() -> None:
    page = f'<html><head><meta charset="windows-1256"></head><body>{ARABIC}</body></html>'
    assert ARABIC in decode(page.encode("cp1256"), "f", html=True)[0]


def test_a_page_that_declares_nonsense_is_detected_all_the_same() -> None:
    page = f'<html><head><meta charset="klingon-8"></head><body>{ARABIC}</body></html>'
    assert ARABIC in decode(page.encode("cp1256"), "f", html=True)[0]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04....", "zip archive"),
        (b"\x89PNG\r\n\x1a\n", "PNG picture"),
        (bytes(range(256)) * 4, "is binary"),
        (b"report\0report", "is binary"),
        (b"\xff\xfe\x00", "breaks it at byte"),
    ],
)
def test_what_is_not_text_is_refused_in_one_line(raw: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(raw, "report.txt")
    assert str(caught.value).startswith("report.txt: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=80).map(lambda t: t.encode("cp1256", "ignore"))))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_text_or_one_clear_line(raw: bytes) -> None:
    message = ""
    try:
        assert isinstance(decode(raw, "f")[0], str)
    except InputError as error:
        message = str(error)
    assert not message or message.startswith("f: ")
    assert len(message.splitlines()) <= 1
