p.person_id
