-- Who helps today: places, who leads, services.
SELECT m.id, m.role, m.since, m.until, who.name, who.kind, who.phone, r.tie, r.phone, l.id FROM parcours_circlemember m
  JOIN parcours_participant who ON who.id = m.participant_id LEFT JOIN people_relative r ON r.id = who.relative_id
  LEFT JOIN parcours_lead l ON l.member_id = m.id AND l.until IS NULL WHERE m.parcours_id = :parcours ORDER BY m.id;

SELECT s.nature, s.area, s.since, s.until, who.name, who.kind, who.phone FROM parcours_servicespell s
  JOIN parcours_threadentry e ON e.id = s.id AND e.level = 'circle' JOIN parcours_participant who ON who.id = s.provider_id
  WHERE s.parcours_id = :parcours ORDER BY s.since_earliest, s.id
