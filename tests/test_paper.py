"""Documents on paper hold what they are given, as it was written, the same on every machine."""

from __future__ import annotations

import datetime
import io
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pypdf
import pytest

from atlas.evaluation import Answer, Minutes, Sheet, SheetTable, Signer
from atlas.model import LANGS, AtlasError, Finding, Lang
from atlas.paper import evaluation, minutes, typeset
from atlas.text import t

DAY = datetime.date(2025, 2, 20)
ODD = "a # ] *b* _c_ $x$ `d` @e <f> \\ // g -- 'h' \"i\" ~ {page}"
NAMES = {"1275060": "Medan Kota", "jumlah_penduduk": "Jumlah penduduk"}


def finding(number: int, **other: Any) -> Finding:
    facts = {
        "file": "buku.xlsx", "sheet": "Tabel 3.1.1", "cell": f"C{number}", "table_no": "3.1.1",
        "indicator": "jumlah_penduduk", "area_code": "1275060", "period": "2024",
        "expected": f"{number}151", "found": f"{number}158", "before": f"{number}149",
    } | other  # fmt: skip
    return Finding("K03", "G", f"jumlah {number} berbeda", f"sum {number} differs", "periksa",
                   "check", **facts)  # fmt: skip


def a_sheet(*findings: Finding, title: str = "Penduduk") -> Sheet:
    table = SheetTable(
        "3.1.1", title, title, "buku.xlsx", "perlu_perbaikan", findings, "2025-3.1.1"
    )
    return Sheet("Dinas Dukcapil", "2025", DAY, "r1", (table,))


def opened(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    """All words of a document, a space between any two."""
    return " ".join(" ".join(page.extract_text().split()) for page in opened(content).pages)


def box_of(content: bytes) -> set[tuple[float, float]]:
    return {(round(p.mediabox.width), round(p.mediabox.height)) for p in opened(content).pages}


FOUND = tuple(finding(n) for n in range(10, 14))
ANSWERS = (
    Answer(FOUND[0].code, "2025-3.1.1", "jawaban satu", "dikoreksi", Decimal("1234.5"), "catatan satu",
           "Siti Contoh", "Kepala Bidang", DAY),
    Answer(FOUND[1].code, "2025-3.1.1", "", "ditunda", None, "menunggu", "Siti Contoh", "Kepala Bidang",
           DAY),
    Answer(FOUND[2].code, "2025-3.1.1", "", "ditarik", None, "", "Siti Contoh", "Kepala Bidang", DAY),
)  # fmt: skip
MEETING = Minutes("2025", DAY, "Ruang Rapat", "r1", (a_sheet(*FOUND),), ANSWERS,
                  (Signer("Dinas Kominfo", "Walidata", "Budi Contoh"),))  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_a_sheet_on_paper_names_every_finding_with_its_numbers(lang: Lang) -> None:
    said = text_of(evaluation.pdf(a_sheet(*FOUND), lang, NAMES))
    for found in FOUND:
        for part in (found.code, f"Tabel 3.1.1!{found.cell}", found.found, found.expected,
                     found.before, found.message_id if lang == "id" else found.message_en):  # fmt: skip
            assert part in said
    assert "Medan Kota" in said
    assert t("evaluation.status_perlu_perbaikan", lang) in said
    assert "r1" in said


@pytest.mark.slow
def test_sixty_findings_with_long_texts_all_come_out_and_pages_are_counted() -> None:
    found = [
        finding(n, found="angka_tanpa_spasi_" * 4 if n % 9 == 0 else str(n)) for n in range(60)
    ]
    found[7] = replace(found[7], message_id="Sangat panjang. " * 300 + "Habis.")
    content = evaluation.pdf(a_sheet(*found), "id")
    said = text_of(content)
    assert all(f.code in said for f in found)
    assert said.count("Sangat") == 300
    assert "Habis." in said
    pages = len(opened(content).pages)
    assert f"Halaman {pages} dari {pages}" in said
    assert pages < 25


@pytest.mark.parametrize("field", ["found", "sheet", "area_code", "before"])
def test_a_long_text_in_a_narrow_column_goes_on_overleaf(field: str) -> None:
    words = [f"k{n:03}" for n in range(300)]
    long = finding(1, **{field: " ".join(words)})
    said = text_of(evaluation.pdf(a_sheet(long), "id"))
    assert all(word in said for word in words)


def test_texts_print_as_themselves() -> None:
    strange = replace(finding(1, found=ODD, sheet=ODD), message_id=ODD, remedy_id=ODD)
    said = text_of(evaluation.pdf(a_sheet(strange, title=ODD), "id"))
    assert said.count(ODD) >= 4
    meeting = replace(MEETING, place=ODD, answers=(replace(ANSWERS[0], note=ODD, role=ODD),))
    said = text_of(minutes.pdf(meeting, "en", names_of_persons=True))
    assert said.count(ODD) >= 3


def test_a_long_word_breaks_without_a_character_that_is_copied() -> None:
    word = "123456789012345678901234567890"
    content = evaluation.pdf(a_sheet(finding(1, found=word)), "id")
    said = "".join(page.extract_text() for page in opened(content).pages)
    assert word in said.replace("\n", "")
    assert "\u200b" not in said


@pytest.mark.parametrize("lang", LANGS)
def test_a_document_has_title_language_and_tags(lang: Lang) -> None:
    for content, title in (
        (evaluation.pdf(a_sheet(*FOUND), lang), "Dinas Dukcapil"),
        (minutes.pdf(MEETING, lang, names_of_persons=False), "2025"),
    ):
        document = opened(content)
        root: Any = document.trailer["/Root"]
        assert document.metadata is not None
        assert title in str(document.metadata.title)
        assert root["/Lang"] == lang
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_the_one_font_is_inside_the_document() -> None:
    for page in opened(evaluation.pdf(a_sheet(*FOUND), "id")).pages:
        fonts: Any = page["/Resources"]
        for font in fonts["/Font"].values():
            name = font.get_object()["/BaseFont"]
            assert re.search("LiberationSans", name), name


def test_the_same_document_is_the_same_bytes() -> None:
    assert evaluation.pdf(a_sheet(*FOUND), "id") == evaluation.pdf(a_sheet(*FOUND), "id")
    documents = {minutes.pdf(MEETING, "id", names_of_persons=True) for _ in range(2)}
    assert len(documents) == 1


def test_a_sheet_lies_across_and_minutes_stand_on_a4() -> None:
    assert box_of(evaluation.pdf(a_sheet(*FOUND), "id")) == {(842, 595)}
    assert box_of(minutes.pdf(MEETING, "id", names_of_persons=False)) == {(595, 842)}


def test_a_sheet_without_findings_or_tables_says_so() -> None:
    said = text_of(evaluation.pdf(a_sheet(), "id"))
    assert t("evaluation.no_findings", "id") in said
    assert t("evaluation.table_clean", "id") in said
    said = text_of(evaluation.pdf(replace(a_sheet(), tables=()), "en"))
    assert t("evaluation.no_tables", "en") in said


def test_a_character_that_no_font_has_stands_as_its_number() -> None:
    said = text_of(
        evaluation.pdf(a_sheet(finding(1), title="表 \u202egarbled\x00 😀 ½ km² ≤"), "id")
    )
    assert "[U+8868]" in said
    assert "[U+1F600]" in said
    assert "garbled" in said
    assert "½ km² ≤" in said


def test_minutes_say_what_was_decided_by_whom_and_what_stays_open() -> None:
    said = text_of(minutes.pdf(MEETING, "id", names_of_persons=True, names=NAMES))
    decided, still = said.split(t("minutes.open", "id"), 1)
    assert FOUND[0].code in decided
    assert "Semula 10158, menjadi 1.234,5." in decided
    assert "Semula 12158, menjadi tidak tersedia (...)." in decided
    assert "catatan satu" in decided
    assert "Kepala Bidang Dinas Dukcapil 20 Februari 2025" in decided
    assert "Dikoreksi: 1; Diterima: 0; Ditarik: 1; Ditunda: 1" in decided
    assert "Masih terbuka 2 (Galat: 2; Peringatan: 0; Informasi: 0)" in decided
    for found in (FOUND[1], FOUND[3]):
        assert found.code in still
    assert "menunggu" in still
    assert t("minutes.undecided", "id") in still
    assert "Walidata Dinas Kominfo" in still


def test_names_of_persons_stand_in_the_internal_minutes_only() -> None:
    internal = minutes.pdf(MEETING, "id", names_of_persons=True)
    public = minutes.pdf(MEETING, "id", names_of_persons=False)
    for person in ("Siti Contoh", "Budi Contoh"):
        assert person in text_of(internal)
        assert person not in text_of(public)
    assert "jawaban satu" not in text_of(public), "an office's own words may name a person"
    assert "catatan satu" in text_of(public)
    assert "Kepala Bidang" in text_of(public)
    assert t("minutes.public", "id") in text_of(public)


def test_information_without_a_decision_holds_nothing_up_and_is_counted() -> None:
    known = replace(finding(20), severity="I")
    said = text_of(minutes.pdf(replace(MEETING, sheets=(a_sheet(known),)), "en", names_of_persons=False))  # fmt: skip
    assert "Still open 0 (Error: 0; Warning: 0; Information: 0)" in said
    assert "which hold no table up: 1" in said
    assert "not given below: 3" in said, "answers to findings of no table are counted too"


def test_minutes_of_a_meeting_without_tables_are_a_proper_document() -> None:
    said = text_of(minutes.pdf(Minutes("2025", DAY, "", "", (), ()), "en", names_of_persons=False))
    for key in ("no_tables", "none_decided", "none_open"):
        assert t(f"minutes.{key}", "en") in said


def test_a_document_that_takes_too_long_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "SECONDS", 0.001)
    with pytest.raises(AtlasError) as refused:
        evaluation.pdf(a_sheet(*FOUND), "id")
    assert "Excel" in refused.value.message_id
    assert "Excel" in refused.value.message_en


def test_a_template_that_is_not_there_is_a_fault_of_the_program() -> None:
    with pytest.raises(RuntimeError):
        typeset.typeset("nothing", {}, "id", DAY)


def test_two_at_once_come_in_the_order_they_were_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def job(office: str) -> typeset.Job:
        monkeypatch.setattr(
            evaluation, "typeset", lambda *given: kept.append(typeset.Job(*given)) or b""
        )
        evaluation.pdf(replace(a_sheet(), office=office), "id")
        return kept[-1]

    kept: list[typeset.Job] = []
    jobs = [job(f"Dinas {n}") for n in range(5)]
    made = list(typeset.typeset_each(jobs, lanes=2))
    assert ["Dinas " + str(n) in text_of(content) for n, content in enumerate(made)] == [True] * 5
    assert typeset.SLOTS.acquire(blocking=False), "both places are free again"
    assert typeset.SLOTS.acquire(blocking=False)
    typeset.SLOTS.release(2)
