replace(v.chain, '-', '') = p.person_id
