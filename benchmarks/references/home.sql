-- The situations of one reader by what changed last, with what others noted since; ruptures open or to confirm.
WITH places AS ({places}),
changed AS (
  SELECT e.parcours_id, MAX(e.recorded_at) AS at,
    SUM(CASE WHEN e.recorded_by_id <> :reader AND e.recorded_at > v.last THEN 1 ELSE 0 END) AS news
  FROM parcours_threadentry e JOIN parcours_parcours p ON p.id = e.parcours_id
  LEFT JOIN (SELECT {chain_key} AS person, MAX(at) AS last FROM journal_journalentry
    WHERE actor = :actor AND action = 'record.viewed' GROUP BY person) v ON v.person = {person_key}
  WHERE e.parcours_id IN (SELECT parcours_id FROM places) AND ({may_read}) GROUP BY e.parcours_id)
SELECT p.id, person.usual_name, person.situation, person.residence, c.at, c.news,
  EXISTS (SELECT 1 FROM follow_up_rupture r WHERE r.parcours_id = p.id AND r.closed_by_id IS NULL) AS is_broken
FROM parcours_parcours p JOIN people_person person ON person.id = p.person_id JOIN changed c ON c.parcours_id = p.id
WHERE p.state <> 'closed' ORDER BY c.at DESC, p.id DESC LIMIT 51;

WITH places AS ({places})
SELECT r.parcours_id, person.usual_name, r.nature, r.cause, r.consequence, f."when", f.fact FROM follow_up_rupture r
  JOIN parcours_threadentry e ON e.id = r.id JOIN parcours_parcours p ON p.id = r.parcours_id
  JOIN people_person person ON person.id = p.person_id LEFT JOIN follow_up_event f ON f.id = r.opened_by_id
  WHERE r.closed_by_id IS NULL AND r.parcours_id IN (SELECT parcours_id FROM places) AND ({may_read})
  ORDER BY r.recorded_at DESC, r.id LIMIT 20;

WITH places AS ({places})
SELECT q.parcours_id, q.id, person.usual_name, s.nature, s.until, s.end_reason, who.name FROM follow_up_ruptureproposal q
  JOIN parcours_servicespell s ON s.id = q.spell_id JOIN parcours_threadentry e ON e.id = s.id
  JOIN parcours_participant who ON who.id = s.provider_id JOIN parcours_parcours p ON p.id = q.parcours_id
  JOIN people_person person ON person.id = p.person_id
  WHERE q.state = 'proposed' AND q.parcours_id IN (SELECT parcours_id FROM places) AND ({may_read})
  ORDER BY q.proposed_at DESC, q.id LIMIT 20
