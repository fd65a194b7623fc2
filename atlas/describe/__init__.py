"""What describes a release to catalogues and portals: DCAT, CSV on the Web, e-Walidata."""

from atlas.describe.columns import OBSERVATION, Column
from atlas.describe.csvw import csvw
from atlas.describe.dcat import dcat
from atlas.describe.walidata import walidata

__all__ = ["OBSERVATION", "Column", "csvw", "dcat", "walidata"]
