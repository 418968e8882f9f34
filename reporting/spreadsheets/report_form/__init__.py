"""A report's form as a workbook: written to be filled in, read when it comes back, compared with what stands online."""
