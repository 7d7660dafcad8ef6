"""Forms beside the report: 审核情况表, 签批单, letters, plain tables. The report itself is none of them."""
