"""Which known thing is meant: a task, study, hazard or meeting of the books."""
