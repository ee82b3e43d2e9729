"""送审: a draft goes to the reviewers and comes back published, returned with a reason, or recalled."""
