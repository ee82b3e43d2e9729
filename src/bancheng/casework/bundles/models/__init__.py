"""Bundles, their versions, and the applications made through them."""

from bancheng.casework.bundles.models.listing import Bundle, BundleMember, BundleVersion
from bancheng.casework.bundles.models.running import BundleCase, BundlePart, JointVisit

__all__ = ["Bundle", "BundleCase", "BundleMember", "BundlePart", "BundleVersion", "JointVisit"]
