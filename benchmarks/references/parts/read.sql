WITH places AS ({places}),
read AS (SELECT e.* FROM parcours_threadentry e WHERE e.parcours_id = :parcours
  AND e.parcours_id IN (SELECT parcours_id FROM places) AND ({may_read}))
