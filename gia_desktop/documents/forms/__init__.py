"""Forms beside the report: 审核情况表, 签批单, plain tables in the page style."""
