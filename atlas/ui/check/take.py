"""Files to take along: the evaluation sheet as workbook and on paper, and the findings as data."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial

import streamlit as st

from atlas.evaluation import meeting, sheet
from atlas.evaluation.model import Sheet
from atlas.examine import Examined
from atlas.model import Finding, Lang
from atlas.paper import evaluation as printed
from atlas.query import Catalogue
from atlas.store import Release
from atlas.text import t
from atlas.ui.check.names import names_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def buttons(
    release: Release, examined: Sequence[Examined], refused: Sequence[Finding], edition: str,
    catalogue: Catalogue, lang: Lang,
) -> None:  # fmt: skip
    """Three files, made when they are asked for; several offices choose whose sheet."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = _of_office(examined, lang)
        made = sheet_of(chosen, edition, release.name)
        names = names_of(catalogue, chosen, lang)
        for label, content, ending, kind in (
            ("sheet_xlsx", partial(sheet.workbook, made, lang, names), "xlsx", XLSX),
            ("sheet_pdf", partial(_pdf, made, names, lang), "pdf", "application/pdf"),
            ("as_json", partial(findings_json, examined, refused), "json", "application/json"),
        ):
            name = "temuan" if ending == "json" else "lembar-evaluasi"
            st.download_button(t(f"check.{label}", lang), content,
                               file_name=f"{name}-{edition}.{ending}", mime=kind,
                               key=f"check_{ending}", on_click="ignore")  # fmt: skip


def sheet_of(examined: Sequence[Examined], edition: str, release: str) -> Sheet:
    """The evaluation sheet of tables that were only checked. Known ones go by the name they would
    have as drafts, so that a sheet filled in early is understood once its table is imported."""
    made = meeting.checked(examined, edition, release, datetime.date.today())
    named = (
        replace(table, table_id=f"{edition}-{one.mapping.number}" if one.mapping else "")
        for table, one in zip(made.tables, examined, strict=True)
    )
    return replace(made, tables=tuple(named))


def _of_office(examined: Sequence[Examined], lang: Lang) -> Sequence[Examined]:
    offices = sorted({one.office for one in examined})
    if len(offices) < 2:
        return examined
    every = t("check.every_office", lang)
    labels = {office: office or t("check.unknown", lang) for office in offices} | {"*": every}
    office = st.selectbox(t("check.whose_sheet", lang), ["*", *offices],
                          format_func=labels.__getitem__, key="check_office", width=300)  # fmt: skip
    return [one for one in examined if office in ("*", one.office)]


def _pdf(made: Sheet, names: dict[str, str], lang: Lang) -> bytes:
    return printed.pdf(made, lang, names)


def findings_json(examined: Sequence[Examined], refused: Sequence[Finding]) -> bytes:
    """Tables with their findings, and findings on files, as the command line gives them."""
    tables = [
        {"file": e.table.file, "sheet": e.table.sheet, "table_no": e.table.number,
         "title_id": e.table.title_id, "title_en": e.table.title_en, "reader": e.table.reader,
         "mapping": e.mapping.name if e.mapping else None, "office": e.office or None,
         "values": len(e.rows), "findings": [_finding(f) for f in e.findings]}
        for e in examined
    ]  # fmt: skip
    said = {"tables": tables, "files": [_finding(f) for f in refused]}
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _finding(finding: Finding) -> dict[str, object]:
    return {**asdict(finding), "code": finding.code}
