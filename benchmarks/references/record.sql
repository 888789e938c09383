-- The header that stands above every page of a record.
{header}
