"""What a reader of tables says when it does not understand: each with the cell's address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from atlas.model import Finding
from atlas.table.model import address
from atlas.table.numeral import PROBLEMS

LONGEST = 80
"""characters of a cell that a finding repeats"""

NUMBERS = {
    "mixed": ("P", "angka {found} ditulis lain daripada angka lain di kolomnya",
              "the number {found} is written in another style than the rest of its column",
              "tulis semua angka satu kolom dengan gaya yang sama: 1.234,5",
              "write all numbers of a column in one style: 1.234,5"),
    "glued_number": ("P", "tanda catatan kaki menempel pada angka {found}",
                     "a footnote sign is glued to the number {found}",
                     "beri spasi di depan tanda itu, atau tulis sebagai angka kecil di atas",
                     "put a space before the sign, or raise it"),
    "glued_word": ("P", "angka catatan kaki menempel pada kata: {found}",
                   "a footnote digit is glued to a word: {found}",
                   "tulis angkanya sebagai tanda kecil di atas, atau 1) dengan spasi",
                   "raise the digit, or write 1) after a space"),
    "glued_year": ("P", "angka catatan kaki menempel pada tahun: {found}",
                   "a footnote digit is glued to a year: {found}",
                   "tulis angkanya sebagai tanda kecil di atas, atau 1) dengan spasi",
                   "raise the digit, or write 1) after a space"),
    "formula": ("P", "rumus yang hasilnya tidak tersimpan di berkas",
                "a formula whose result the file does not hold",
                "buka berkas di Excel, simpan lagi, atau tempel sebagai nilai",
                "open the file in Excel and save it again, or paste as values"),
    "huge": ("P", "angka {found} lebih besar daripada angka statistik mana pun",
             "the number {found} is larger than any statistic",
             "periksa selnya di tabel asal", "check the cell in the original table"),
    "covered": ("P", "sel ini tertutup sel gabungan, jadi nilainya tidak pasti",
                "this cell is covered by a merged cell, so its value is uncertain",
                "pisahkan sel gabungan itu dan isi tiap sel", "unmerge it and fill in each cell"),
}  # fmt: skip
STRUCTURE = {
    "no_number": ("G", "tabel tanpa nomor", "a table without a number",
                  "tulis nomornya di atas judul, misalnya Tabel 3.1.1",
                  "write its number above the title, like Tabel 3.1.1"),
    "no_body": ("G", "di bawah judul ini tidak ada isi tabel yang terbaca",
                "no table can be read under this title",
                "pastikan kepala kolom dan isi tabel berada tepat di bawah judul",
                "make sure that header and body stand right below the title"),
    "no_numbers_row": ("P", "baris nomor kolom (1) (2) (3) tidak ada; batas kepala tabel dibaca "
                            "dari angka pertama",
                       "the row of column numbers (1) (2) (3) is missing; the end of the header "
                       "was read from the first figures",
                       "tambahkan baris (1) (2) (3) di bawah kepala tabel, lalu periksa kepalanya",
                       "add the row (1) (2) (3) under the header, then check the header"),
    "column_number": ("G", "kolom ini berisi nilai tetapi tidak bernomor di baris (1) (2) (3)",
                      "this column holds values but has no number in the row (1) (2) (3)",
                      "lengkapi nomor kolomnya, atau pindahkan nilai itu ke kolomnya",
                      "complete the column numbers, or move the values to their column"),
    "no_head": ("G", "kolom nilai ini tanpa kepala", "this column of values has no header",
                "tulis kepala kolomnya", "write its header"),
    "no_label": ("G", "baris ini berisi nilai tetapi tanpa nama",
                 "this row holds values but no name", "tulis nama barisnya, atau hapus nilainya",
                 "write its name, or remove the values"),
    "section": ("G", "nama baris berulang di bawah subjudul {found}; tabel bersusun seperti ini "
                     "belum terbaca",
                "row names repeat under the heading {found}; tables stacked like this are not read",
                "pecah menjadi satu tabel untuk tiap subjudul, atau jadikan kolom",
                "make one table for each heading, or turn the headings into columns"),
    "below": ("G", "ada isi di bawah Catatan dan Sumber yang tidak terbaca",
              "there is content under Note and Source that was not read",
              "beri judul dan nomor bila itu tabel lain, atau pindahkan ke atas Sumber",
              "give it title and number if it is another table, or move it above Source"),
    "sparse": ("G", "isinya terlalu jarang untuk sebuah tabel", "too sparse to be a table",
               "hapus sel yang tidak perlu di sekitar tabel", "remove stray cells around the table"),
    "twice": ("G", "nomor tabel {found} sudah dipakai tabel lain di lembar ini",
              "table number {found} is already used by another table on this sheet",
              "perbaiki nomornya, atau tulis Lanjutan Tabel bila ini sambungannya",
              "mend the number, or write Lanjutan Tabel if this continues it"),
    "continued_alone": ("G", "lanjutan tabel {found}, tetapi bagian pertamanya tidak ada di lembar ini",
                        "continuation of table {found} whose first part is not on this sheet",
                        "letakkan seluruh bagian satu tabel di satu lembar",
                        "put all parts of a table on one sheet"),
    "continued_differs": ("G", "lanjutan tabel tidak cocok dengan bagian sebelumnya: {found}, "
                               "seharusnya {expected}",
                          "the continuation does not fit the part before it: {found} where "
                          "{expected} should be",
                          "samakan kepala kolom, atau nama baris, dengan bagian sebelumnya",
                          "make its header, or its row names, the same as before"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """Writes findings on one table of one sheet."""

    file: str
    sheet: str
    number: str = ""

    def say(self, what: str, row: int, column: int, found: str = "", expected: str = "") -> Finding:
        """A finding of NUMBERS (rule K24) or STRUCTURE (rule baca)."""
        rule, texts = ("K24", NUMBERS) if what in NUMBERS else ("baca", STRUCTURE)
        severity, *words = texts[what]
        places = {"found": f"“{found[:LONGEST]}”", "expected": f"“{expected[:LONGEST]}”"}
        return self._finding(
            rule, severity, [w.format(**places) for w in words], row, column, found, expected
        )

    def number_problem(self, problem: str, row: int, column: int, found: str) -> Finding:
        """A cell that holds no number and no mark that could be understood."""
        why_id, why_en = PROBLEMS[problem]
        words = [
            f"isi sel “{found[:LONGEST]}” tidak dipahami: {why_id}",
            f"the cell “{found[:LONGEST]}” is not understood: {why_en}",
            "tulis angka seperti 1.234,5, atau tanda ... – NA bila tidak ada",
            "write numbers like 1.234,5, or a mark ... – NA where there is none",
        ]
        return self._finding("K24", "P", words, row, column, found)

    def _finding(
        self,
        rule: str,
        severity: str,
        words: list[str],
        row: int,
        column: int,
        found: str,
        expected: str = "",
    ) -> Finding:
        level: Literal["G", "P"] = "G" if severity == "G" else "P"
        return Finding(
            rule, level, words[0], words[1], words[2], words[3], file=self.file, row=row,
            sheet=self.sheet, cell=address(row, column), table_no=self.number,
            expected=expected[:LONGEST], found=found[:LONGEST],
        )  # fmt: skip
