"""Pay: one module for each rule, put together by the payslip."""
