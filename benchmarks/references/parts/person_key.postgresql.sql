CAST(p.person_id AS text)
