-- Those whom the reader may see under a word, and whether somebody of that name is followed elsewhere.
WITH places AS ({places})
SELECT p.id, person.usual_name, person.age_words, person.birth, person.given_names, person.residence, person.local_number,
  p.state, who.name AS leads,
  EXISTS (SELECT 1 FROM follow_up_rupture r WHERE r.parcours_id = p.id AND r.closed_by_id IS NULL) AS is_broken
FROM parcours_parcours p JOIN people_person person ON person.id = p.person_id
LEFT JOIN parcours_lead l ON l.parcours_id = p.id AND l.until IS NULL
LEFT JOIN parcours_circlemember m ON m.id = l.member_id LEFT JOIN parcours_participant who ON who.id = m.participant_id
WHERE p.id IN (SELECT parcours_id FROM places) AND person.search_text LIKE :searched
ORDER BY person.search_text, p.id LIMIT 20;

WITH places AS ({places})
SELECT p.id, person.usual_name, person.birth_name, person.given_names FROM parcours_parcours p
  JOIN people_person person ON person.id = p.person_id
  WHERE p.id NOT IN (SELECT parcours_id FROM places) AND ' ' || person.search_text || ' ' LIKE :padded LIMIT 50
