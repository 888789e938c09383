-- Who may read what today, and what the person said about each.
SELECT m.id, m.role, m.basis, m.since, m.until, m.access_from, m.access_to, who.name, who.kind, l.since, l.until
  FROM parcours_circlemember m JOIN parcours_participant who ON who.id = m.participant_id
  LEFT JOIN parcours_lead l ON l.member_id = m.id WHERE m.parcours_id = :parcours ORDER BY who.name, m.id;

SELECT member_id, area FROM parcours_opening WHERE parcours_id = :parcours;

SELECT participant_id, areas, decision, "on", means FROM parcours_consent WHERE parcours_id = :parcours
  ORDER BY on_latest, id
