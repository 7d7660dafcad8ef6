"""The register of applications (依申请公开登记): cases, clocks, figures; no Qt, no other program."""
