"""Pure decisions about a case: values of forms, what materials are owed, how stages follow, what clocks say."""
