"""告知承诺 for machines: what an item tells, what an applicant signs, what is checked afterwards."""
