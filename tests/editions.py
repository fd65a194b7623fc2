"""Clean tables of two editions in the publication's layout, one for each shipped mapping.

    from editions import TABLES, population
    write_xlsx(path, [population(2025), poverty(2025)])
    for name, table in book(2024).items(): ...              # by the name of the mapping

All numbers are invented: they follow simple progressions over the 21 kecamatan, so that sums, shares,
densities, ratios and growth agree, years join, and what two editions or tables say of one thing is
the same. Edition 2025 holds data of 2024 (school years and the survey of villages: of 2023), edition
2024 of a year before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from official import CITY_LINE, Printable, Printed, Printed_line, Span, by_kecamatan, with_cell

EDITION = 2025
FIRST = 2018
"""The first year of tables with a line, or a column, a year."""
COUNT = 21
NIL = "–"
UNKNOWN = "..."
BY_ID, BY_EN = "Menurut Kecamatan di Kota Medan", "by Subdistrict in Medan Municipality"
CITY_ID, CITY_EN = "di Kota Medan", "in Medan Municipality"
PODES = "BPS, Pendataan Potensi Desa (Podes)/BPS-Statistics Indonesia, Village Potential Survey"

Number = int | Decimal
Column = list[Number | None]
"""A value for each kecamatan; None is nil."""
Heads = tuple[tuple[str | Span, ...], ...]


def rounded(value: Decimal | float, places: int) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def two(text_id: str, text_en: str) -> str:
    """A header in both languages."""
    return f"{text_id}\n{text_en}"


def shown(column: Sequence[Number | None]) -> list[Printable]:
    return [NIL if value is None else value for value in column]


def total(column: Sequence[Number | None]) -> Printable:
    """The sum of a column; nil where all of it is."""
    found = [value for value in column if value is not None]
    if all(isinstance(value, int) for value in found):
        return int(sum(found)) if found else NIL
    return sum(map(Decimal, found), start=Decimal(0))


def by_area(
    number: str, titles: tuple[str, str], years: tuple[str, ...], heads: Heads,
    columns: Sequence[Sequence[Number | None]], totals: Sequence[Printable] = (), *,
    units: tuple[str, str] = ("", ""), source: str, notes: tuple[str, ...] = (),
) -> Printed:  # fmt: skip
    """A table by kecamatan; the total of each column is its sum unless given."""
    return Printed(
        number=number, title_id=titles[0], title_en=titles[1], years=years, heads=heads,
        unit=units[0], unit_en=units[1], lines=by_kecamatan([shown(c) for c in columns]),
        total=(CITY_LINE, tuple(totals) or tuple(map(total, columns))), source=source, notes=notes,
    )  # fmt: skip


def by_year(
    number: str, titles: tuple[str, str], heads: Heads, lines: Sequence[Printed_line], source: str
) -> Printed:
    """A table of the city with a line a year."""
    years = (f"{lines[0][0]}–{lines[-1][0]}",)
    return Printed(
        number=number, title_id=titles[0], title_en=titles[1], years=years, heads=heads,
        stub=two("Tahun", "Year"), lines=tuple(lines), source=source,
    )  # fmt: skip


def counts(seed: int, low: int, step: int, year: int, nil: int = 0) -> Column:
    """Whole numbers that rise by about two percent a year; every `nil`-th kecamatan has none."""
    found: Column = []
    for i in range(COUNT):
        start = low + step * ((i * 5 + seed) % COUNT)
        rise = start * (year - 2015) * (18 + (i + seed) % 5) // 1000
        found.append(None if nil and (i + seed) % nil == 0 else start + rise + year - 2015)
    return found


def added(first: Column, second: Column) -> Column:
    """The sum of two columns; of nil and nil it is nil."""
    return [None if a is None and b is None else (a or 0) + (b or 0)
            for a, b in zip(first, second, strict=True)]  # fmt: skip


# --- land, government, people

AREA: list[Decimal] = [Decimal("5.31") + Decimal("0.81") * i for i in range(COUNT - 1)]
AREA.append(Decimal("281.99") - sum(AREA))
"""km2; 281.99 in all, as the series of 2024 has it"""


def men(year: int) -> list[int]:
    return [round((50_000 + 900 * i) * (1.008 + 0.0005 * (i % 7)) ** (year - 2020))
            for i in range(COUNT)]  # fmt: skip


def women(year: int) -> list[int]:
    return [round((50_500 + 910 * i) * (1.009 + 0.0005 * (i % 5)) ** (year - 2020))
            for i in range(COUNT)]  # fmt: skip


def people(year: int) -> list[int]:
    return [m + w for m, w in zip(men(year), women(year), strict=True)]


def with_city(values: Sequence[int]) -> list[int]:
    return [*values, sum(values)]


def land(edition: int = EDITION) -> Printed:
    """Table 1.1.1: area, and its share of the city's."""
    shares = [rounded(a / sum(AREA) * 100, 2) for a in AREA]
    heads = (two("Luas (km²)", "Total Area (km²)"),
             two("Persentase terhadap Luas Kota (persen)", "Percentage to Municipality Area (percent)"))  # fmt: skip
    return by_area(
        "1.1.1", (f"Luas Daerah {BY_ID}", f"Total Area {BY_EN}"), (str(edition - 1),), (heads,),
        [AREA, shares], [sum(AREA), Decimal("100.00")], source="BPS Kota Medan/BPS-Statistics Medan Municipality",
    )  # fmt: skip


def villages(edition: int = EDITION) -> Printed:
    """Table 2.1.1: number of kelurahan, a column a year."""
    years = [str(year) for year in range(edition - 5, edition)]
    column = [5 + i % 5 for i in range(COUNT)]
    return by_area(
        "2.1.1", (f"Jumlah Kelurahan {BY_ID}", f"Number of Urban Villages {BY_EN}"),
        (f"{years[0]}–{years[-1]}",), (tuple(years),), [column] * 5,
        source="Bagian Tata Pemerintahan Sekretariat Daerah Kota Medan/Government Affairs Division of Medan",
    )  # fmt: skip


PROJECTION = (
    "BPS, Proyeksi Penduduk Indonesia/BPS-Statistics Indonesia, Indonesia Population Projection"
)


def population(edition: int = EDITION) -> Printed:
    """Table 3.1.1: population, growth, share, density and sex ratio."""
    year = edition - 1
    now, then = with_city(people(year)), with_city(people(year - 1))
    pairs = zip(with_city(men(year)), with_city(women(year)), strict=True)
    columns: list[list[Number]] = [
        list(now),
        [rounded((Decimal(a) / b - 1) * 100, 2) for a, b in zip(now, then, strict=True)],
        [rounded(Decimal(a) / now[-1] * 100, 2) for a in now],
        [int(rounded(a / b, 0)) for a, b in zip(now, [*AREA, sum(AREA)], strict=True)],
        [rounded(Decimal(m) / w * 100, 2) for m, w in pairs],
    ]
    heads = (
        two("Penduduk (jiwa)", "Population (people)"),
        two("Laju Pertumbuhan Penduduk per Tahun (persen)", "Annual Population Growth Rate (percent)"),
        two("Persentase Penduduk (persen)", "Percentage of Total Population (percent)"),
        two("Kepadatan Penduduk per km²", "Population Density per sq.km"),
        two("Rasio Jenis Kelamin Penduduk", "Population Sex Ratio"),
    )  # fmt: skip
    return by_area(
        "3.1.1",
        ("Penduduk, Laju Pertumbuhan Penduduk, Distribusi Persentase Penduduk, Kepadatan Penduduk, "
         f"Rasio Jenis Kelamin Penduduk {BY_ID}",
         "Population, Population Growth Rate, Percentage Distribution of Population, Population "
         f"Density, and Population Sex Ratio {BY_EN}"),
        (str(year),), (heads,), [c[:-1] for c in columns], [c[-1] for c in columns], source=PROJECTION,
    )  # fmt: skip


def population_by_sex(edition: int = EDITION) -> Printed:
    """Table 3.1.2: men, women and all."""
    year = edition - 1
    heads: Heads = (
        (Span(two("Jenis Kelamin", "Sex"), across=3),),
        (two("Laki-laki", "Male"), two("Perempuan", "Female"), two("Jumlah", "Total")),
    )
    return by_area(
        "3.1.2",
        ("Jumlah Penduduk Menurut Kecamatan dan Jenis Kelamin di Kota Medan",
         "Population by Subdistrict and Sex in Medan Municipality"),
        (str(year),), heads, [men(year), women(year), people(year)], units=("jiwa", "people"),
        source=PROJECTION,
    )  # fmt: skip


# --- schools


DAPODIK = (
    "Kementerian Pendidikan Dasar dan Menengah, Dapodik/Ministry of Primary and Secondary Education"
)
EMIS = "Kementerian Agama Kota Medan/Ministry of Religious Affairs of Medan Municipality"
SCHOOLS = {
    "tk": ("4.1.1", "Taman Kanak-Kanak (TK)", "Kindergartens", DAPODIK),
    "ra": ("4.1.2", "Raudatul Athfal (RA)", "Islamic Kindergartens", EMIS),
    "sd": ("4.1.3", "Sekolah Dasar (SD)", "Primary Schools", DAPODIK),
    "mi": ("4.1.4", "Madrasah Ibtidaiyah (MI)", "Islamic Primary Schools", EMIS),
    "smp": ("4.1.5", "Sekolah Menengah Pertama (SMP)", "Junior High Schools", DAPODIK),
    "mts": ("4.1.6", "Madrasah Tsanawiyah (MTs)", "Islamic Junior High Schools", EMIS),
    "sma": ("4.1.7", "Sekolah Menengah Atas (SMA)", "Senior High Schools", DAPODIK),
    "smk": ("4.1.8", "Sekolah Menengah Kejuruan (SMK)", "Vocational High Schools", DAPODIK),
    "ma": ("4.1.9", "Madrasah Aliyah (MA)", "Islamic Senior High Schools", EMIS),
}
"""Number, name in both languages and source of each kind of school."""
THINGS = (
    ("Sekolah", "Schools", 12, 1),
    ("Guru", "Teachers", 160, 9),
    ("Murid", "Pupils", 2400, 83),
)


def schools(kind: str, edition: int = EDITION) -> Printed:
    """Tables 4.1.x: schools, teachers and pupils, public, private and all, in two school years."""
    number, name_id, name_en, source = SCHOOLS[kind]
    seed = list(SCHOOLS).index(kind)
    years = [edition - 3, edition - 2]
    printed = [f"{year}/{year + 1}" for year in years]
    columns: list[Column] = []
    for place, (_, _, low, step) in enumerate(THINGS):
        public = [counts(seed + place, low // 3, step, year, nil=4 + seed % 3) for year in years]
        private = [counts(seed + place + 9, low, step, year) for year in years]
        if kind != "ra":
            columns += [*public, *private]
            columns += [added(a, b) for a, b in zip(public, private, strict=True)]
        else:
            columns += private
    heads = _school_heads(printed, kind != "ra")
    titles = (f"Jumlah Sekolah, Guru, dan Murid {name_id} {BY_ID}",
              f"Number of Schools, Teachers, and Pupils in {name_en} {BY_EN}")  # fmt: skip
    return by_area(number, titles, tuple(printed), heads, columns, source=source)


def _school_heads(years: list[str], by_status: bool) -> Heads:
    status = (two("Negeri", "Public"), two("Swasta", "Private"), two("Jumlah", "Total"))
    things = [two(word_id, word_en) for word_id, word_en, *_ in THINGS]
    if not by_status:
        return (tuple(Span(t, across=2) for t in things), tuple(years * 3))
    return (
        tuple(Span(t, across=6) for t in things),
        tuple(Span(s, across=2) for s in status * 3),
        tuple(years * 9),
    )


# --- health and disasters


def health(edition: int = EDITION) -> Printed:
    """Table 4.2.1: health facilities."""
    year = edition - 1
    heads: Heads = (
        (two("Rumah Sakit Umum", "General Hospital"), two("Rumah Sakit Khusus", "Special Hospital"),
         two("Puskesmas Rawat Inap", "Public Health Center with Inpatient Care"),
         two("Puskesmas Non Rawat Inap", "Public Health Center without Inpatient Care"),
         two("Klinik Pratama", "Primary Clinic"), two("Posyandu", "Integrated Health Post")),
    )  # fmt: skip
    few: Column = [None if i % 3 == 0 else 1 + i % 4 for i in range(COUNT)]
    rare: Column = [1 if i % 5 == 2 else None for i in range(COUNT)]
    beds: Column = [1 if i % 2 else None for i in range(COUNT)]
    centres: Column = [1 + i % 2 for i in range(COUNT)]
    return by_area(
        "4.2.1",
        ("Jumlah Rumah Sakit Umum, Rumah Sakit Khusus, Puskesmas, Klinik Pratama, dan Posyandu "
         f"{BY_ID}",
         "Number of General Hospitals, Special Hospitals, Public Health Centers, Primary Clinics, and "
         f"Integrated Health Posts {BY_EN}"),
        (str(year),), heads,
        [few, rare, beds, centres, counts(3, 8, 1, year), counts(8, 41, 3, year)],
        source="Dinas Kesehatan Kota Medan/Health Office of Medan Municipality",
    )  # fmt: skip


def _surveyed(seed: int, parts: int) -> list[Column]:
    """Small counts of kelurahan that stay for some years; the fourth kind is nowhere."""
    return [
        [None if p == 3 or (i * 3 + p + seed) % (2 + p % 4) == 0 else 1 + (i + p + seed) % 5
         for i in range(COUNT)]
        for p in range(parts)
    ]  # fmt: skip


FACILITIES = (
    two("Rumah Sakit", "Hospital"), two("Rumah Sakit Bersalin", "Maternity Hospital"),
    two("Poliklinik/Balai Pengobatan", "Polyclinic"),
    two("Puskesmas Rawat Inap", "Public Health Center with Inpatient Care"),
    two("Puskesmas Tanpa Rawat Inap", "Public Health Center without Inpatient Care"),
    two("Apotek", "Pharmacy"),
)  # fmt: skip
DISASTERS = (
    two("Tanah Longsor", "Landslide"), two("Banjir", "Flood"), two("Banjir Bandang", "Flash Flood"),
    two("Gempa Bumi", "Earthquake"), two("Gelombang Pasang Laut", "Tidal Wave"),
    two("Angin Puyuh/Puting Beliung/Topan", "Whirlwind"), two("Kekeringan", "Drought"),
)  # fmt: skip


def health_villages(edition: int = EDITION) -> Printed:
    """Table 4.2.2: kelurahan with health facilities, by the survey of villages."""
    return by_area(
        "4.2.2",
        (f"Jumlah Kelurahan yang Memiliki Sarana Kesehatan {BY_ID}",
         f"Number of Urban Villages with Health Facilities {BY_EN}"),
        (str(edition - 2),), (FACILITIES,), _surveyed(1, len(FACILITIES)), source=PODES,
    )  # fmt: skip


def disasters(edition: int = EDITION) -> Printed:
    """Table 4.3.5: kelurahan hit by natural disasters, by the survey of villages."""
    return by_area(
        "4.3.5",
        (f"Banyaknya Kelurahan yang Mengalami Bencana Alam {BY_ID}",
         f"Number of Urban Villages Affected by Natural Disasters {BY_EN}"),
        (str(edition - 2),), (DISASTERS,), _surveyed(4, len(DISASTERS)), source=PODES,
    )  # fmt: skip


# --- farming

VEGETABLES = (
    two("Bayam", "Amaranth"), two("Kangkung", "Water Spinach"), two("Petsai/Sawi", "Chinese Cabbage"),
    two("Cabai Rawit", "Cayenne Pepper"), two("Ketimun", "Cucumber"), two("Terung", "Eggplant"),
    two("Kacang Panjang", "Yardlong Beans"),
)  # fmt: skip
FRUITS = (
    two("Pisang", "Banana"), two("Pepaya", "Papaya"), two("Mangga", "Mango"),
    two("Rambutan", "Rambutan"), two("Jambu Biji", "Guava"), two("Belimbing", "Star Fruit"),
)  # fmt: skip
FARMING = "Dinas Ketahanan Pangan, Pertanian, dan Perikanan Kota Medan/Agriculture Office of Medan Municipality"


def harvest(seed: int, year: int, nil: int) -> Column:
    """Quintals with a decimal; every `nil`-th kecamatan grows none."""
    return [
        None if (i + seed) % nil == 0
        else rounded(Decimal(90 + 7 * ((i * 4 + seed) % COUNT)) * (100 + (year - 2020) * (2 + (i + seed) % 2)) / 100, 1)
        for i in range(COUNT)
    ]  # fmt: skip


def vegetables(edition: int = EDITION) -> Printed:
    """Table 5.1.2: vegetables in quintals."""
    columns = [harvest(p, edition - 1, 3 + p % 3) for p in range(len(VEGETABLES))]
    return by_area(
        "5.1.2",
        ("Produksi Tanaman Sayuran Menurut Kecamatan dan Jenis Tanaman di Kota Medan",
         "Production of Vegetables by Subdistrict and Kind of Plant in Medan Municipality"),
        (str(edition - 1),), (VEGETABLES,), columns, units=("kuintal", "quintal"), source=FARMING,
    )  # fmt: skip


def fruits(edition: int = EDITION) -> Printed:
    """Table 5.1.4: fruits in quintals. One figure is not available; the total holds it."""
    columns = [harvest(20 + p, edition - 1, 4 + p % 3) for p in range(len(FRUITS))]
    totals = [total(c) for c in columns]
    table = by_area(
        "5.1.4",
        ("Produksi Buah-Buahan Menurut Kecamatan dan Jenis Tanaman di Kota Medan",
         "Production of Fruits by Subdistrict and Kind of Plant in Medan Municipality"),
        (str(edition - 1),), (FRUITS,), columns, totals, units=("kuintal", "quintal"), source=FARMING,
    )  # fmt: skip
    return with_cell(table, COUNT - 1, 0, UNKNOWN)


# --- the city through the years


def years(edition: int, late: int = 1) -> range:
    return range(FIRST, edition - late + 1)


def step(start: str, by: str, year: int) -> Decimal:
    """A value that moves evenly from year to year, a little more in every third."""
    return (
        Decimal(start) + Decimal(by) * (year - FIRST) + Decimal(by) / 2 * ((year - FIRST) % 3 == 1)
    )


def labour(edition: int = EDITION) -> Printed:
    """Table 3.2.1: participation and unemployment. A first figure is revised in the next edition."""
    lines: list[Printed_line] = []
    for year in years(edition):
        tpak = rounded(step("64.10", "0.40", year), 2) + Decimal("0.05") * (year < edition - 1)
        revised = year == edition - 2
        tpt = rounded(step("9.40", "-0.20", year), 2)
        lines.append((str(year), (f"{_id(tpak)}r" if revised else tpak, tpt)))
    heads = (two("Tingkat Partisipasi Angkatan Kerja (persen)", "Labor Force Participation Rate (percent)"),
             two("Tingkat Pengangguran Terbuka (persen)", "Unemployment Rate (percent)"))  # fmt: skip
    return by_year(
        "3.2.1",
        (f"Tingkat Partisipasi Angkatan Kerja dan Tingkat Pengangguran Terbuka {CITY_ID}",
         f"Labor Force Participation Rate and Unemployment Rate {CITY_EN}"),
        (heads,), lines, "BPS, Survei Angkatan Kerja Nasional/BPS-Statistics Indonesia, National Labor Force Survey",
    )  # fmt: skip


SUSENAS = (
    "BPS, Survei Sosial Ekonomi Nasional/BPS-Statistics Indonesia, National Socioeconomic Survey"
)


def poverty(edition: int = EDITION) -> Printed:
    """Table 4.4.1: poverty line, number and share of the poor."""
    lines: list[Printed_line] = []
    for year in years(edition):
        share = rounded(step("8.90", "-0.15", year), 2)
        poor = rounded(share * sum(people(year)) / 100 / 1000, 2)
        lines.append((str(year), (510_111 + 31_007 * (year - FIRST), poor, share)))
    heads = (two("Garis Kemiskinan (rupiah/kapita/bulan)", "Poverty Line (rupiah/capita/month)"),
             two("Jumlah Penduduk Miskin (ribu)", "Number of Poor People (thousand)"),
             two("Persentase Penduduk Miskin (persen)", "Percentage of Poor People (percent)"))  # fmt: skip
    return by_year(
        "4.4.1",
        (f"Garis Kemiskinan, Jumlah, dan Persentase Penduduk Miskin {CITY_ID}",
         f"Poverty Line, Number, and Percentage of Poor People {CITY_EN}"),
        (heads,), lines, SUSENAS,
    )  # fmt: skip


def inequality(edition: int = EDITION) -> Printed:
    """Table 10.1.2: the Gini ratio."""
    lines = [(str(year), (rounded(step("0.391", "-0.004", year), 3),)) for year in years(edition)]
    return by_year("10.1.2", (f"Rasio Gini {CITY_ID}", f"Gini Ratio {CITY_EN}"),
                   ((two("Rasio Gini", "Gini Ratio"),),), lines, SUSENAS)  # fmt: skip


PRICES = "BPS, Survei Harga Konsumen/BPS-Statistics Indonesia, Consumer Price Survey"


def price_index(year: int, month: int) -> Decimal:
    """Consumer prices, 2022 = 100, invented."""
    months = (year - 2022) * 12 + month
    return rounded(Decimal("99.10") + Decimal("0.21") * months + Decimal("0.13") * (month % 4), 2)


def change(now: Decimal, then: Decimal) -> Decimal:
    return rounded((now / then - 1) * 100, 2)


def yearly_inflation(year: int) -> Decimal:
    return change(price_index(year, 12), price_index(year - 1, 12))


MONTHS = (
    ("Januari", "January"), ("Februari", "February"), ("Maret", "March"), ("April", "April"),
    ("Mei", "May"), ("Juni", "June"), ("Juli", "July"), ("Agustus", "August"),
    ("September", "September"), ("Oktober", "October"), ("November", "November"),
    ("Desember", "December"),
)  # fmt: skip


def prices(edition: int = EDITION) -> Printed:
    """Table 9.3.1: consumer prices and inflation, a line a month."""
    year = edition - 1
    lines: list[Printed_line] = []
    for month, names in enumerate(MONTHS, start=1):
        now = price_index(year, month)
        before = price_index(year, month - 1) if month > 1 else price_index(year - 1, 12)
        lines.append(("/".join(dict.fromkeys(names)), (
            now, change(now, before), change(now, price_index(year - 1, 12)),
            change(now, price_index(year - 1, month)))))  # fmt: skip
    heads: Heads = (
        (Span(two("Indeks Harga Konsumen", "Consumer Price Index"), down=2), Span(two("Inflasi (persen)", "Inflation (percent)"), across=3)),
        (two("Bulanan", "Monthly"), two("Tahun Kalender", "Year to Date"), two("Tahunan", "Yearly")),
    )  # fmt: skip
    return Printed(
        number="9.3.1", title_id=f"Indeks Harga Konsumen dan Inflasi Menurut Bulan {CITY_ID}",
        title_en=f"Consumer Price Index and Inflation by Month {CITY_EN}", unit="2022=100",
        years=(str(year),), heads=heads, stub=two("Bulan", "Month"), lines=tuple(lines),
        source=PRICES,
    )  # fmt: skip


def inflation(edition: int = EDITION) -> Printed:
    """Table 9.3.2: inflation over the year."""
    lines = [(str(year), (yearly_inflation(year),)) for year in years(edition)]
    heads = ((two("Inflasi Tahunan (persen)", "Yearly Inflation (percent)"),),)
    titles = (f"Inflasi Tahunan {CITY_ID}", f"Yearly Inflation {CITY_EN}")
    return by_year("9.3.2", titles, heads, lines, PRICES)


def by_entry(
    number: str, titles: tuple[str, str], stub: str, lines: Sequence[Printed_line], shown_years: range,
    source: str, units: tuple[str, str] = ("", ""),
) -> Printed:  # fmt: skip
    """A table of the city with a column a year."""
    return Printed(
        number=number, title_id=titles[0], title_en=titles[1], unit=units[0], unit_en=units[1],
        years=(f"{shown_years[0]}–{shown_years[-1]}",), heads=(tuple(map(str, shown_years)),),
        stub=stub, lines=tuple(lines), source=source,
    )  # fmt: skip


def human_development(edition: int = EDITION) -> Printed:
    """Table 4.4.2: the human development index and its parts."""
    columns = range(edition - 5, edition)
    parts = (
        ("Umur Harapan Hidup Saat Lahir (tahun)", "Life Expectancy at Birth (years)", "73.10", "0.21", 2),
        ("Harapan Lama Sekolah (tahun)", "Expected Years of Schooling (years)", "14.20", "0.05", 2),
        ("Rata-rata Lama Sekolah (tahun)", "Mean Years of Schooling (years)", "11.05", "0.06", 2),
        ("Pengeluaran per Kapita Disesuaikan (ribu rupiah)",
         "Adjusted per Capita Expenditure (thousand rupiahs)", "14111", "311", 0),
        ("Indeks Pembangunan Manusia", "Human Development Index", "80.11", "0.40", 2),
    )  # fmt: skip
    lines: list[Printed_line] = []
    for name_id, name_en, start, by, places in parts:
        values = [rounded(step(start, by, year), places) for year in columns]
        lines.append((f"{name_id}/{name_en}", tuple(v if places else int(v) for v in values)))
    return by_entry(
        "4.4.2",
        (f"Indeks Pembangunan Manusia Menurut Komponen {CITY_ID}",
         f"Human Development Index by Component {CITY_EN}"),
        two("Komponen", "Component"), lines, columns, "BPS Kota Medan/BPS-Statistics Medan Municipality",
    )  # fmt: skip


INDUSTRIES = (
    ("A. Pertanian, Kehutanan, dan Perikanan", "Agriculture, Forestry, and Fishing"),
    ("B. Pertambangan dan Penggalian", "Mining and Quarrying"),
    ("C. Industri Pengolahan", "Manufacturing"),
    ("D. Pengadaan Listrik dan Gas", "Electricity and Gas"),
    ("E. Pengadaan Air, Pengelolaan Sampah, Limbah, dan Daur Ulang", "Water Supply and Waste Management"),
    ("F. Konstruksi", "Construction"),
    ("G. Perdagangan Besar dan Eceran; Reparasi Mobil dan Sepeda Motor", "Wholesale and Retail Trade"),
    ("H. Transportasi dan Pergudangan", "Transportation and Storage"),
    ("I. Penyediaan Akomodasi dan Makan Minum", "Accommodation and Food Service"),
    ("J. Informasi dan Komunikasi", "Information and Communication"),
    ("K. Jasa Keuangan dan Asuransi", "Financial and Insurance Services"),
    ("L. Real Estat", "Real Estate"),
    ("M,N. Jasa Perusahaan", "Business Services"),
    ("O. Administrasi Pemerintahan, Pertahanan, dan Jaminan Sosial Wajib", "Public Administration"),
    ("P. Jasa Pendidikan", "Education"),
    ("Q. Jasa Kesehatan dan Kegiatan Sosial", "Health and Social Work"),
    ("R,S,T,U. Jasa Lainnya", "Other Services"),
    ("Produk Domestik Regional Bruto", "Gross Regional Domestic Product"),
)  # fmt: skip


def growth(edition: int = EDITION) -> Printed:
    """Table 12.1.3: growth of the regional product by industry; the last two years are preliminary."""
    columns = range(edition - 5, edition)
    lines: list[Printed_line] = []
    for place, (name_id, name_en) in enumerate(INDUSTRIES):
        values: list[Printable] = []
        for year in columns:
            value = rounded(step("3.10", "0.12", year) + Decimal(place % 6) / 4, 2)
            mark = {edition - 1: "**", edition - 2: "*"}.get(year, "")
            values.append(f"{_id(value)}{mark}" if mark else value)
        lines.append((f"{name_id}/{name_en}", tuple(values)))
    return by_entry(
        "12.1.3",
        ("Laju Pertumbuhan Produk Domestik Regional Bruto Atas Dasar Harga Konstan 2010 Menurut "
         f"Lapangan Usaha {CITY_ID}",
         f"Growth Rate of Gross Regional Domestic Product at 2010 Constant Prices by Industry {CITY_EN}"),
        two("Lapangan Usaha", "Industry"), lines, columns,
        "BPS Kota Medan/BPS-Statistics Medan Municipality", ("persen", "percent"),
    )  # fmt: skip


def _id(value: Decimal) -> str:
    return f"{value}".replace(".", ",")


def _schools(kind: str) -> Callable[[int], Printed]:
    return lambda edition=EDITION: schools(kind, edition)


TABLES: dict[str, Callable[[int], Printed]] = {
    "1.1.1-luas": land,
    "2.1.1-kelurahan": villages,
    "3.1.1-penduduk": population,
    "3.1.2-penduduk-jenis-kelamin": population_by_sex,
    "3.2.1-ketenagakerjaan": labour,
    **{f"{SCHOOLS[kind][0]}-{kind}": _schools(kind) for kind in SCHOOLS},
    "4.2.1-sarana-kesehatan": health,
    "4.2.2-kelurahan-sarana-kesehatan": health_villages,
    "4.3.5-bencana": disasters,
    "4.4.1-kemiskinan": poverty,
    "4.4.2-ipm": human_development,
    "5.1.2-sayuran": vegetables,
    "5.1.4-buah": fruits,
    "9.3.1-ihk-bulanan": prices,
    "9.3.2-inflasi": inflation,
    "10.1.2-gini": inequality,
    "12.1.3-pertumbuhan-pdrb": growth,
}
"""A clean table by the name of its mapping; each takes the year of the edition."""


def book(edition: int = EDITION) -> dict[str, Printed]:
    """Every clean table of an edition by the name of its mapping."""
    return {name: table(edition) for name, table in TABLES.items()}
