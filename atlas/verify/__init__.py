"""As shown: what a slide, a sheet or a picture said, held against its release and the newest."""

from atlas.verify.model import EXIT, Figure, Report, Verdict
from atlas.verify.one import verify
from atlas.verify.read import Reading, read

__all__ = ["EXIT", "Figure", "Reading", "Report", "Verdict", "read", "verify"]
