-- The schema of a release, version 2. Text codes; NULL value is not published or withheld.
create table release (release text primary key, "rows" integer);
create table area (
    area_code text primary key, code_kemendagri text, name_id text, name_en text, level text,
    parent_code text, note_id text, note_en text);
create table area_alias (alias text, level text, parent_code text, area_code text);
create table chapter (chapter integer primary key, name_id text, name_en text);
create table topic (topic text primary key, name_id text, name_en text);
create table unit (unit text primary key, name_id text, name_en text);
create table series (series text primary key, name_id text, name_en text);
create table dimension (
    member text primary key, key text, key_name_id text, key_name_en text, name_id text,
    name_en text, sort integer);
create table note (note text primary key, text_id text, text_en text);
create table source (
    source_id text primary key, producer_id text, producer_en text, title_id text, title_en text,
    edition_id text, edition_en text, table_no text, url_public text, grade text,
    how_checked_id text, how_checked_en text);
create table term (term_id text, term_en text, text_id text, text_en text, words text);
create table indicator (
    indicator text primary key, name_id text, name_en text, unit text, decimals integer,
    chapter integer, topic text, producer_id text, producer_en text, polarity text, measure text, additive integer,
    zero_means text, standing text, min_denominator integer, trend integer, small_cells integer,
    extensive integer, whole integer, range_min double, range_max double, midpoint double, published_to text,
    default_series text, default_dim text, default_period text, concept_id text, concept_en text,
    definition_id text, definition_en text, definition_by text, formula_id text, formula_en text,
    caveat_id text, caveat_en text, interpretation_id text, interpretation_en text,
    presentation_classification text, is_composite text, component_publication text,
    component_indicators text, variable_activity text, variable_code text, variable_name text,
    estimation_level text, public_access text);
-- low and high stand for a withheld small cell or a total that would reveal one
create table observation (
    indicator text, area_code text, level text, period text, period_kind text,
    partial_period text, dim text, value double, low double, high double, mark text, series text,
    source_id text, origin text, edition text, table_no text, status text, note_id text,
    note_en text, file text, file_row integer,
    -- of computed values: the denominator, and the value if a rejected figure were right
    denominator double, alternative double,
    primary key (indicator, area_code, period, dim, series));
-- values that a computed value rests on, in the order of its formula
create table part (
    indicator text, area_code text, period text, dim text, series text, place integer, role text,
    part_indicator text, part_area_code text, part_period text, part_dim text, part_series text,
    part_period_kind text, value double, low double, high double, mark text, source_id text);
create table derived (
    indicator text, dim text, levels text, kind text, numerator text, numerator_dim text,
    numerator_series text, numerator_period text, denominator text, denominator_dim text,
    denominator_series text, denominator_period text, denominator_area text, scale text, pair text,
    without text);
create table pair (
    pair text primary key, indicator text, series_from text, period_from text, series_to text,
    period_to text, months text, reason_id text, reason_en text);
-- pairs of series that measure one concept; series and months are lists with ";" between
create table twin (
    twin text primary key, name_id text, name_en text, label_a_id text, label_a_en text,
    label_b_id text, label_b_en text, indicator_a text, series_a text, dim_a text, month_a text,
    indicator_b text, series_b text, dim_b text, month_b text, area_b text, apart integer,
    what_a_id text, what_a_en text, what_b_id text, what_b_en text, why_id text, why_en text);
create table contested (
    indicator text, area_code text, period text, dim text, series text, rejected double,
    reason_id text, reason_en text);
-- why values changed from the release before; NULL in a key column is all of them
create table correction (
    indicator text, area_code text, period text, dim text, series text, "date" text,
    reason_id text, reason_en text);
-- targets of plans: a value, or a range from low to high, in the unit of the indicator
create table target (
    indicator text, area_code text, period text, dim text, series text, target double, low double,
    high double, polarity text, unit text, baseline_period text, baseline_value double,
    document text, document_no text, document_table text, document_page text, note_id text,
    note_en text);
-- what each check looks at, and why; tolerance and aspect as in checks.csv
create table check_rule (
    rule text primary key, severity text, tolerance text, aspect text, name_id text, name_en text,
    what_id text, what_en text, why_id text, why_en text, remedy_id text, remedy_en text);
create table coverage (
    indicator text, level text, series text, dim text, period text, period_kind text,
    round text, areas integer, "of" integer, has_city boolean);
-- period '' is over all periods of the series; places count the empty classes, which are not shown
create table class_breaks (
    indicator text, level text, series text, dim text, round text, period text, method text,
    classes integer, below integer, lows double[], highs double[], places integer[]);
-- patterns in space: Moran's I of every table of a rate, or why it is not tested; variant
-- alternatif is with the figures that were rejected; alone are areas without a neighbour, apart
-- those whose neighbours lead only to each other
create table spatial_test (
    indicator text, level text, series text, dim text, period text, variant text, refusal text,
    areas integer, alone text, apart text, i double, expected double, p double, cutoff double,
    permutations integer, seed integer);
-- around is the mean of the neighbours, in the unit of the indicator; neighbours their number
create table spatial_local (
    indicator text, level text, series text, dim text, period text, variant text, area_code text,
    neighbours integer, around double, local_i double, p double, quadrant text,
    significant boolean);
create table sum_check (
    indicator text, period text, dim text, series text, parts_sum double, printed double);
create table finding (
    finding integer primary key, rule text, severity text, message_id text, message_en text,
    remedy_id text, remedy_en text, file text, "row" integer, "column" text, indicator text,
    area_code text, period text, dim text, series text, expected text, found text,
    waived_id text, waived_en text, waived_on text, sheet text, cell text, table_no text,
    "before" text);
-- every edition's value of the keys that official tables hold, oldest first; the last is shown
create table vintage (
    indicator text, area_code text, period text, dim text, series text, place integer,
    edition text, value double, mark text, status text, source_id text, table_no text, file text,
    cell text);
create table official_table (
    table_no text, edition text, title_id text, title_en text, office text,
    office_en text, status text, source_id text, imported_on text, "rows" integer, findings integer, indicators text,
    primary key (table_no, edition));
-- what a meeting decided on a finding, by office and role; never by name
create table decision (
    code text, rule text, table_no text, edition text, cell text, indicator text, area_code text,
    period text, dim text, series text, decision text, printed double, value double, note text,
    office text, role text, decided_on text);
