-- One page of the persons followed by the organisations whose team the reader leads, by name.
WITH mine AS (SELECT organisation_id FROM accounts_membership WHERE user_id = :reader AND role = 'team_lead'
  AND since_at <= :now AND (until_at IS NULL OR until_at > :now))
SELECT p.id, person.usual_name, person.age_words, person.birth, person.given_names, person.residence, person.local_number,
  p.state, who.name AS leads,
  EXISTS (SELECT 1 FROM follow_up_rupture r WHERE r.parcours_id = p.id AND r.closed_by_id IS NULL) AS is_broken
FROM parcours_parcours p JOIN people_person person ON person.id = p.person_id
LEFT JOIN parcours_lead l ON l.parcours_id = p.id AND l.until IS NULL
LEFT JOIN parcours_circlemember m ON m.id = l.member_id LEFT JOIN parcours_participant who ON who.id = m.participant_id
WHERE EXISTS (SELECT 1 FROM parcours_circlemember held JOIN parcours_participant h ON h.id = held.participant_id
  WHERE held.parcours_id = p.id AND (held.access_to IS NULL OR held.access_to > :now)
  AND (held.until_latest IS NULL OR held.until_latest >= :today) AND (h.organisation_id IN (SELECT organisation_id FROM mine)
    OR h.organisation_id IS NULL AND EXISTS (SELECT 1 FROM accounts_membership w WHERE w.user_id = h.user_id
      AND w.organisation_id IN (SELECT organisation_id FROM mine) AND w.since_at <= :now
      AND (w.until_at IS NULL OR w.until_at > :now))))
ORDER BY person.search_text, p.id LIMIT 51
