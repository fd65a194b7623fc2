"""Why a file is not read, or what to know about how it was read: plain sentences, two languages."""

from __future__ import annotations

from typing import Literal

from atlas.model import AtlasError, Finding
from atlas.table import limits

RULE = "berkas:ditolak"
SAVE_ID = "buka di Excel atau LibreOffice, lalu simpan sebagai Excel Workbook (.xlsx)"
SAVE_EN = "open it in Excel or LibreOffice and save it as Excel Workbook (.xlsx)"
AGAIN_ID = "unduh atau salin ulang berkas aslinya; bila tetap, " + SAVE_ID
AGAIN_EN = "download or copy the original again; if that does not help, " + SAVE_EN
TRIM_ID = "hapus baris, kolom dan lembar di luar tabel, atau bagi menjadi beberapa berkas"
TRIM_EN = "delete rows, columns and sheets outside the table, or split it into several files"

REASONS: dict[str, tuple[str, str, str, str]] = {
    "empty": ("berkas kosong", "the file is empty", AGAIN_ID, AGAIN_EN),
    "pdf": ("PDF tidak dibaca: angka di dalamnya tidak punya sel",
            "PDF is not read: the figures in it have no cells",
            "minta berkas Excel atau CSV asal tabel ini kepada pembuatnya",
            "ask whoever made it for the Excel or CSV file behind this table"),
    "html": ("isinya halaman web (HTML), bukan lembar kerja, apa pun nama berkasnya",
             "it is a web page (HTML), not a workbook, whatever its name says", SAVE_ID, SAVE_EN),
    "xml": ("isinya XML, bukan lembar kerja .xlsx", "it is XML, not an .xlsx workbook",
            SAVE_ID, SAVE_EN),
    "ods": ("berkas OpenDocument (.ods) tidak dibaca", "OpenDocument files (.ods) are not read",
            SAVE_ID, SAVE_EN),
    "xlsb": ("berkas Excel biner (.xlsb) tidak dibaca", "binary Excel files (.xlsb) are not read",
             SAVE_ID, SAVE_EN),
    "strict": ("berkas berformat Strict Open XML, yang tidak dibaca",
               "the file is in the Strict Open XML format, which is not read", SAVE_ID, SAVE_EN),
    "old_excel": ("berkas Excel sebelum tahun 1995, yang tidak dibaca",
                  "an Excel file from before 1995, which is not read", SAVE_ID, SAVE_EN),
    "document": ("isinya dokumen atau surel, bukan lembar kerja",
                 "it is a document or a mail, not a workbook",
                 "salin tabelnya ke lembar kerja Excel, lalu simpan sebagai .xlsx",
                 "copy the table into an Excel workbook and save that as .xlsx"),
    "picture": ("isinya gambar", "it is a picture",
                "minta berkas Excel atau CSV asal tabel ini", "ask for the Excel or CSV behind it"),
    "archive": ("isinya arsip, bukan lembar kerja", "it is an archive, not a workbook",
                "ekstrak dulu, lalu serahkan tiap berkas Excel atau CSV di dalamnya",
                "extract it first and hand in each Excel or CSV file inside"),
    "binary": ("isinya bukan teks dan bukan lembar kerja yang dikenal",
               "it is neither text nor a known kind of workbook",
               "serahkan .xlsx, .xls, .csv atau .json", "hand in .xlsx, .xls, .csv or .json"),
    "encrypted": ("berkas dikunci dengan kata sandi", "the file is locked with a password",
                  "buka dengan kata sandinya, hapus kata sandi itu (File, Info, Protect Workbook, "
                  "Encrypt with Password), lalu simpan",
                  "open it with its password, take the password off (File, Info, Protect "
                  "Workbook, Encrypt with Password) and save"),
    "damaged": ("berkas rusak atau tidak lengkap ({what})",
                "the file is damaged or incomplete ({what})", AGAIN_ID, AGAIN_EN),
    "names": ("arsip di dalam berkas memuat nama yang keluar dari foldernya ({what})",
              "the archive inside the file has a name that leaves its folder ({what})",
              "jangan dipakai; minta ulang berkas itu kepada pembuatnya",
              "do not use it; ask whoever made it for the file again"),
    "entities": ("berkas memuat definisi entitas (DTD), yang tidak pernah ada pada tabel Excel",
                 "the file holds entity definitions (a DTD), which no Excel table has",
                 "jangan dipakai; minta ulang berkas itu kepada pembuatnya",
                 "do not use it; ask whoever made it for the file again"),
    "unzipped": (f"isi berkas setelah dibuka lebih dari {limits.UNZIPPED_MB} MB ({{what}})",
                 f"unpacked, the file is over {limits.UNZIPPED_MB} MB ({{what}})",
                 TRIM_ID, TRIM_EN),
    "ratio": (f"isi berkas dimampatkan lebih dari {limits.RATIO} kali ({{what}}), ciri berkas "
              "perusak", f"the file is packed more than {limits.RATIO} to one ({{what}}), as files "
              "made to do harm are", TRIM_ID, TRIM_EN),
    "entries": (f"berkas berisi lebih dari {limits.ENTRIES} bagian",
                f"the file has more than {limits.ENTRIES} parts", TRIM_ID, TRIM_EN),
    "rows": (f"ada isi di bawah baris {limits.ROWS} ({{what}})",
             f"there is something below row {limits.ROWS} ({{what}})", TRIM_ID, TRIM_EN),
    "columns": (f"ada isi di kanan kolom ke-{limits.COLUMNS} ({{what}})",
                f"there is something to the right of column {limits.COLUMNS} ({{what}})",
                TRIM_ID, TRIM_EN),
    "cells": (f"lebih dari {limits.CELLS} sel berisi", f"more than {limits.CELLS} cells are filled",
              TRIM_ID, TRIM_EN),
    "elements": (f"berkas berisi lebih dari {limits.ELEMENTS} unsur (sel, baris, teks, format), yang "
                 "kosong pun terhitung",
                 f"the file holds more than {limits.ELEMENTS} elements (cells, rows, texts, formats), "
                 "empty ones counted too", TRIM_ID, TRIM_EN),
    "box": ("sel yang berisi terlalu berjauhan ({what})",
            "the filled cells are too far apart ({what})", TRIM_ID, TRIM_EN),
    "merged": ("sel gabungan terlalu luas ({what})", "merged cells span too much ({what})",
               TRIM_ID, TRIM_EN),
    "text": (f"ada sel dengan teks lebih dari {limits.TEXT} huruf ({{what}})",
             f"a cell holds a text of over {limits.TEXT} characters ({{what}})",
             "hapus teks itu, atau periksa tanda kutip yang tidak ditutup",
             "delete that text, or look for a quotation mark that is not closed"),
    "csv_size": (f"berkas teks lebih dari {limits.CSV_MB} MB",
                 f"the text file is over {limits.CSV_MB} MB", TRIM_ID, TRIM_EN),
    "json_size": (f"berkas JSON lebih dari {limits.JSON_MB} MB",
                  f"the JSON file is over {limits.JSON_MB} MB",
                  "minta lebih sedikit tahun atau variabel dalam satu jawaban",
                  "ask for fewer years or variables in one answer"),
    "json": ("JSON tidak terbaca ({what})", "the JSON cannot be read ({what})",
             "unduh ulang jawabannya", "download the answer again"),
    "json_kind": ("JSON ini bukan jawaban WebAPI BPS, SIMDASI atau CKAN",
                  "this JSON is not an answer of BPS WebAPI, SIMDASI or CKAN",
                  "serahkan jawaban tabel dinamis, rincian tabel SIMDASI, atau isi sumber CKAN",
                  "hand in a dynamic table, a SIMDASI table or the records of a CKAN resource"),
    "keys": (f"jawaban menyilangkan lebih dari {limits.KEYS} sel",
             f"the answer crosses more than {limits.KEYS} cells",
             "minta lebih sedikit tahun atau variabel dalam satu jawaban",
             "ask for fewer years or variables in one answer"),
    "encoding": ("huruf di dalam teks tidak terbaca sebagai UTF-8 maupun Windows-1252",
                 "the characters of the text are neither UTF-8 nor Windows-1252",
                 "simpan ulang sebagai CSV UTF-8", "save it again as CSV UTF-8"),
    "upload": (f"berkas lebih dari {limits.UPLOAD_MB} MB, batas unggahan di peramban",
               f"the file is over {limits.UPLOAD_MB} MB, the limit of an upload in the browser",
               "periksa lewat baris perintah: python -m atlas table check BERKAS",
               "check it on the command line: python -m atlas table check FILE"),
    "missing": ("berkas tidak ada atau tidak boleh dibaca ({what})",
                "the file is not there or may not be read ({what})",
                "periksa nama dan izin berkasnya", "check its name and permissions"),
    "memory": ("pembacaan memerlukan lebih dari {what} MB memori dan dihentikan",
               "reading needs more than {what} MB of memory and was stopped", TRIM_ID, TRIM_EN),
    "time": ("pembacaan memerlukan lebih dari {what} detik dan dihentikan",
             "reading takes more than {what} seconds and was stopped", TRIM_ID, TRIM_EN),
    "answer": ("isi tabel lebih dari {what} MB", "what the tables hold is over {what} MB",
               TRIM_ID, TRIM_EN),
    "crashed": ("pembacaan berhenti sebelum selesai ({what}); berkas mungkin rusak",
                "reading broke off ({what}); the file may be damaged", AGAIN_ID, AGAIN_EN),
    "busy": ("terlalu banyak berkas sedang dibaca", "too many files are being read",
             "coba lagi sebentar lagi", "try again in a moment"),
}  # fmt: skip


class Refused(AtlasError):
    """A file, or a reading of one, that stops: why, and what to do about it."""

    def __init__(self, reason: str, what: str = "") -> None:
        why_id, why_en, self.remedy_id, self.remedy_en = REASONS[reason]
        super().__init__(
            "berkas ditolak: " + why_id.format(what=what),
            "file refused: " + why_en.format(what=what),
        )
        self.reason = reason
        self.what = what

    def finding(self, file: str) -> Finding:
        return Finding(RULE, "G", self.message_id, self.message_en, self.remedy_id, self.remedy_en,
                       file=file, expected=self.reason, found=self.what)  # fmt: skip


NOTES: dict[str, tuple[Literal["P", "I"], str, str, str, str]] = {
    "name": ("I", "nama berkas berakhir .{what}, padahal isinya {kind}; dibaca menurut isinya",
             "the name ends in .{what} but it is {kind}; it was read as what it is",
             "beri nama yang sesuai", "give it a name that fits"),
    "macros": ("I", "berkas memuat makro; makro tidak dijalankan, hanya nilai sel yang dibaca",
               "the file holds macros; they are not run, only the values of cells are read",
               "simpan sebagai .xlsx tanpa makro sebelum dibagikan",
               "save it as .xlsx without macros before sharing it"),
    "links": ("I", "berkas menautkan {what} berkas atau sumber lain; tautan tidak diikuti, nilai "
              "yang tersimpan yang dibaca",
              "the file links to {what} other files or sources; links are not followed, the "
              "values it keeps are read", "putuskan tautannya (Data, Edit Links, Break Link)",
              "break the links (Data, Edit Links, Break Link)"),
    "hidden": ("I", "lembar ini tersembunyi dan ikut dibaca", "this sheet is hidden and was read too",
               "tampilkan, atau hapus bila tidak dimaksudkan", "show it, or delete it if not meant"),
    "recalculate": ("P", "{what} rumus belum dihitung oleh program pembuat berkas; hasilnya tidak "
                    "dipakai", "{what} formulas were not worked out by the program that wrote the "
                    "file; their results are not used",
                    "buka di Excel, simpan, lalu serahkan lagi", "open it in Excel, save, hand in again"),
    "formats": ("I", "berkas .xls lama dibaca tanpa format angka: sel bertanda persen terbaca "
                "sebagai pecahan (12% menjadi 0,12), kesalahan rumus sebagai sel kosong",
                "an old .xls file is read without number formats: cells with a percent sign come "
                "as fractions (12% as 0.12), errors of formulas as empty cells",
                "bila ada sel berformat persen atau rumus, simpan dulu sebagai .xlsx",
                "if there are percent formats or formulas, save it as .xlsx first"),
    "cp1252": ("I", "teks bukan UTF-8; dibaca sebagai Windows-1252",
               "the text is not UTF-8; it was read as Windows-1252",
               "simpan sebagai CSV UTF-8 agar huruf khusus tidak berubah",
               "save it as CSV UTF-8 so that special characters stay"),
    "no_table": ("I", "tidak ada tabel yang dikenali di lembar ini",
                 "no table was recognised on this sheet",
                 "abaikan bila memang sampul atau daftar isi",
                 "never mind if it is a cover or a list of contents"),
    "nothing": ("P", "tidak ada tabel yang dikenali", "no table was recognised",
                "pastikan judul \"Tabel 3.1.1 ...\", kepala kolom dan baris (1) (2) (3) ada, atau "
                "pakai contoh CSV atlas",
                "make sure the title \"Tabel 3.1.1 ...\", the header and the row (1) (2) (3) are "
                "there, or use the atlas's CSV template"),
}  # fmt: skip


def noted(note: str, file: str, sheet: str = "", what: str = "", kind: str = "") -> Finding:
    """Something to know about a file that was read."""
    severity, *texts = NOTES[note]
    message_id, message_en, remedy_id, remedy_en = (t.format(what=what, kind=kind) for t in texts)
    return Finding(f"berkas:{note}", severity, message_id, message_en, remedy_id, remedy_en,
                   file=file, sheet=sheet, found=what)  # fmt: skip
